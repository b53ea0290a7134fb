import MessageHandling
import Messages
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// Records how an interview ended; a qualified candidate goes to the company (Q1 to Q4).
package struct RecordInterviewHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<RecordInterview>], in transaction: Transaction) async throws -> Interviews {
    try await Interviews(messages.map(\.data.recommendationId), in: transaction)
  }

  package func decide(
    _ message: Incoming<RecordInterview>, on interviews: inout Interviews, emitting emission: inout Emission
  ) throws(Problem) -> RecordInterview.Result {
    let command = message.data
    let interviewedAt = command.interviewedAt ?? emission.now
    guard InterviewsLieInThePast.allow(interviewedAt, at: emission.now) else {
      throw .invalidMessage([FieldError(field: "interviewedAt", message: "is in the future")])
    }
    guard var interview = interviews[command.recommendationId] else { throw Problem(.interviewNotFound) }
    let decision = Interview.Decision(
      command.outcome.outcome, reasonCode: command.reasonCode, candidateInformed: command.candidateInformed)
    if let refusal = interview.end(decision, as: .make()) { throw Problem(refusal) }
    interviews.keep(
      DecidedInterview(
        interview: interview, decision: decision, summary: command.summary, reason: command.reason,
        interviewedAt: interviewedAt),
      at: emission.now)
    Announcements.outcome(of: interview, &emission)
    Announcements.transmission(of: interview, summary: command.summary, &emission)
    if let employer = command.currentEmployer {
      emission.publish(
        EmployerStated(
          recommendationId: interview.recommendationID, currentEmployer: employer, statedAt: emission.now))
    }
    return RecordInterview.Result(candidacyId: interview.candidacyID)
  }

  package func save(_ interviews: Interviews) -> [Statement] { interviews.statements }
}
