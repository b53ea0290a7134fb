import Messages
import PostgreSQLClient
import QualificationDomain
import MessageHandling
import Vocabulary

/// Records how an interview ended; a qualified candidate goes to the company (Q1 to Q3).
package struct RecordInterviewHandler: CommandHandler {
  package init() {}

  /// The interviews of a batch, and those that it decided.
  package struct State: Sendable {
    var interviews: [RecommendationID: Interview]
    var decided: [DecidedInterview] = []
    var decidedAt: Timestamp?
  }

  package func load(_ messages: [Incoming<RecordInterview>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(InterviewStatements.lock(messages.map(\.data.recommendationId)))
    return State(interviews: try InterviewStatements.interviews(rows))
  }

  package func decide(
    _ message: Incoming<RecordInterview>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RecordInterview.Result {
    let command = message.data
    guard var interview = state.interviews[command.recommendationId] else { throw Problem(.interviewNotFound) }
    let refusal = interview.end(
      command.outcome.outcome, candidateInformed: command.candidateInformed, as: .make())
    if let refusal { throw Problem(refusal) }
    state.interviews[command.recommendationId] = interview
    state.decidedAt = emission.now
    state.decided.append(
      DecidedInterview(
        interview: interview, candidateInformed: command.candidateInformed, summary: command.summary,
        reason: command.reason, interviewedAt: command.interviewedAt ?? emission.now))
    announce(interview, of: command, &emission)
    return RecordInterview.Result(candidacyId: interview.candidacyID)
  }

  private func announce(_ interview: Interview, of command: RecordInterview, _ emission: inout Emission) {
    guard let candidacy = interview.candidacyID else {
      return emission.publish(
        CandidateRejected(
          recommendationId: interview.recommendationID, memberId: interview.memberID, offerId: interview.offerID,
          reason: command.reason))
    }
    emission.publish(
      CandidateQualified(
        recommendationId: interview.recommendationID, memberId: interview.memberID, offerId: interview.offerID,
        reason: command.reason))
    emission.publish(
      CandidacyOpened(
        candidacyId: candidacy, recommendationId: interview.recommendationID, candidateId: interview.candidateID,
        offerId: interview.offerID, companyId: interview.companyID))
    emission.publish(
      CandidacyDescribed(
        candidacyId: candidacy, recommendationId: interview.recommendationID, candidateId: interview.candidateID,
        summary: command.summary))
    emission.publish(
      CandidateTransmitted(candidacyId: candidacy, offerId: interview.offerID, companyId: interview.companyID))
  }

  package func save(_ state: State) -> [Statement] {
    guard let decidedAt = state.decidedAt else { return [] }
    return [InterviewStatements.decide(state.decided, at: decidedAt)]
  }
}

extension InterviewOutcome {
  fileprivate var outcome: Interview.Outcome {
    switch self {
    case .qualified: .qualified
    case .rejected: .rejected
    }
  }
}
