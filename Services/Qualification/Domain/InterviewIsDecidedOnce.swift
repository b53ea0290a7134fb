/// Q1: how an interview ended is said once.
package enum InterviewIsDecidedOnce {
  /// Whether the interview is still open.
  package static func allows(_ interview: Interview) -> Bool { interview.outcome == nil }
}
