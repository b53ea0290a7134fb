import ConsoleDomain
import Messages
import Vocabulary

/// How an interview ended.
struct InterviewResultView: Sendable {
  let held: String?
  let decided: String?
  /// Who recorded or corrected it last, where the trail names somebody.
  let decidedBy: String?
  let isInformed: String?
  let code: String?
  let because: String?
  let summary: String?

  init(_ visit: Visit, _ interview: ListedInterview, _ corrections: [Correction]) {
    held = interview.interviewedAt.map { visit.clock.text($0) }
    decided = interview.decidedAt.map { visit.clock.text($0) }
    decidedBy =
      corrections.filter {
        $0.subject == interview.recommendationId.description && $0.command.hasSuffix("-interview")
      }.max { $0.at < $1.at }?.actor
    isInformed = interview.candidateInformed.map { visit.word($0 ? "interviews.yes" : "interviews.no") }
    code = interview.reasonCode.map { visit.word("interviews.code-\($0.rawValue)") }
    because = interview.reason
    summary = interview.summary
  }
}
