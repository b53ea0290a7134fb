/// How far an interview came (Q1).
public enum InterviewState: String, ClosedEnumeration {
  /// The candidate is to be called.
  case toCall = "to-call"
  /// It went well, and nothing was transmitted yet.
  case qualified
  /// It did not go well.
  case rejected
  /// The company has the candidate.
  case transmitted
  /// It is not to be held any more (R9, O8).
  case cancelled
}
