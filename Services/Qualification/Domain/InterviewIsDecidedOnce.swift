/// Q1: how an interview ended is said once, and not at all of one that is not to be held any more (R9, O8).
package enum InterviewIsDecidedOnce {
  /// Whether the interview is still to be held.
  package static func allows(_ interview: Interview) -> Bool {
    interview.decision == nil && interview.cancellation == nil && !interview.offerIsOver
  }
}
