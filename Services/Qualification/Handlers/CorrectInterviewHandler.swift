import MessageHandling
import Messages
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// Corrects how an interview ended, also after the company got the candidate (Q5).
package struct CorrectInterviewHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<CorrectInterview>], in transaction: Transaction) async throws -> Interviews {
    try await Interviews(messages.map(\.data.recommendationId), in: transaction)
  }

  package func decide(
    _ message: Incoming<CorrectInterview>, on interviews: inout Interviews, emitting emission: inout Emission
  ) throws(Problem) -> CorrectInterview.Result {
    let command = message.data
    guard let before = interviews[command.recommendationId] else { throw Problem(.interviewNotFound) }
    var interview = before
    let correction = Interview.Decision(
      command.outcome.outcome, reasonCode: command.reasonCode, candidateInformed: command.candidateInformed ?? false)
    if let refusal = interview.correct(correction, as: .make()) { throw Problem(refusal) }
    guard let decision = interview.decision else { throw Problem(.interviewNotDecided) }
    interviews.keep(
      DecidedInterview(
        interview: interview, decision: decision, summary: command.summary, reason: command.reason,
        interviewedAt: nil),
      at: emission.now)
    announce(interview, before: before, command, &emission, on: &interviews)
    return CorrectInterview.Result(candidacyId: interview.candidacyID)
  }

  private func announce(
    _ interview: Interview, before: Interview, _ command: CorrectInterview, _ emission: inout Emission,
    on interviews: inout Interviews
  ) {
    emission.publish(
      InterviewCorrected(
        recommendationId: interview.recommendationID, revision: interview.revision, offerId: interview.offerID,
        memberId: interview.memberID, outcome: command.outcome, reasonCode: interview.decision?.reasonCode,
        reason: command.reason))
    if let candidacy = before.candidacyID, interview.candidacyID == nil {
      interviews.withdraw(candidacy)
      emission.publish(
        CandidacyWithdrawn(candidacyId: candidacy, offerId: interview.offerID, companyId: interview.companyID))
    }
    // Who is told of an outcome is not told the same again.
    if before.decision?.outcome != interview.decision?.outcome
      || before.decision?.reasonCode != interview.decision?.reasonCode
    {
      Announcements.outcome(of: interview, &emission)
    }
    if before.candidacyID != interview.candidacyID {
      let summary = interviews.summary(of: interview.recommendationID)
      Announcements.transmission(of: interview, summary: summary, &emission)
    }
  }

  package func save(_ interviews: Interviews) -> [Statement] { interviews.statements }
}
