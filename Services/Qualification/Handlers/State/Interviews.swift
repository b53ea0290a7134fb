import MessageHandling
import Messages
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// The interviews of a batch, held against others, and what it decided of them.
package struct Interviews: Sendable {
  private var known: [RecommendationID: Interview]
  private var summaries: [RecommendationID: String]
  private var decided: [RecommendationID: DecidedInterview] = [:]
  private var withdrawn: [CandidacyID] = []
  private var decidedAt: Timestamp?

  init(_ recommendations: [RecommendationID], in transaction: Transaction) async throws {
    let results = try await transaction.query([
      InterviewStatements.lock(recommendations), InterviewStatements.offersThatAreOver(recommendations),
    ])
    known = try InterviewStatements.interviews(results[0], over: results[1])
    summaries = try InterviewStatements.summaries(results[0])
  }

  subscript(id: RecommendationID) -> Interview? { known[id] }

  /// What the company may read of an interview, as it was said last.
  func summary(of id: RecommendationID) -> String? { summaries[id] }

  /// Keeps a decision; a later one of the same batch takes its place.
  mutating func keep(_ decision: DecidedInterview, at now: Timestamp) {
    let id = decision.interview.recommendationID
    known[id] = decision.interview
    if let summary = decision.summary { summaries[id] = summary }
    let before = decided[id]
    decided[id] = DecidedInterview(
      interview: decision.interview, decision: decision.decision, summary: decision.summary ?? before?.summary,
      reason: decision.reason, interviewedAt: decision.interviewedAt ?? before?.interviewedAt)
    decidedAt = now
  }

  /// Notes that a company has a candidate no more.
  mutating func withdraw(_ candidacy: CandidacyID) { withdrawn.append(candidacy) }

  /// What keeps all that was decided.
  ///
  /// A candidacy that came and went within the batch is never given to its interview, and so is not there to withdraw.
  var statements: [Statement] {
    guard let decidedAt else { return [] }
    let sorted = decided.values.sorted { $0.interview.recommendationID < $1.interview.recommendationID }
    return [InterviewStatements.decide(sorted, at: decidedAt)]
      + (withdrawn.isEmpty ? [] : [CandidacyStatements.withdraw(withdrawn, at: decidedAt)])
  }
}

/// What an interview's end is told by.
enum Announcements {
  /// How it ended, to those who know the member.
  static func outcome(of interview: Interview, _ emission: inout Emission) {
    switch interview.decision?.outcome {
    case .qualified:
      emission.publish(
        CandidateQualified(
          recommendationId: interview.recommendationID, memberId: interview.memberID, offerId: interview.offerID,
          revision: interview.revision))
    case .rejected:
      emission.publish(
        CandidateRejected(
          recommendationId: interview.recommendationID, memberId: interview.memberID, offerId: interview.offerID,
          reasonCode: interview.decision?.reasonCode, revision: interview.revision))
    case nil: break
    }
  }

  /// That the company gets the candidate, where it does (Q2, M8).
  static func transmission(of interview: Interview, summary: String?, _ emission: inout Emission) {
    guard let candidacy = interview.candidacyID else { return }
    emission.publish(
      CandidacyOpened(
        candidacyId: candidacy, recommendationId: interview.recommendationID, candidateId: interview.candidateID,
        offerId: interview.offerID, companyId: interview.companyID))
    emission.publish(
      CandidacyDescribed(
        candidacyId: candidacy, recommendationId: interview.recommendationID, candidateId: interview.candidateID,
        summary: summary))
    emission.publish(
      CandidateTransmitted(candidacyId: candidacy, offerId: interview.offerID, companyId: interview.companyID))
  }
}

extension InterviewOutcome {
  /// The domain's word for it.
  var outcome: Interview.Outcome {
    switch self {
    case .qualified: .qualified
    case .rejected: .rejected
    }
  }
}
