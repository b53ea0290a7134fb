public import Vocabulary

/// How an interview ended (Q1).
public enum InterviewOutcome: String, ClosedEnumeration {
  /// The candidate goes to the company.
  case qualified
  /// The candidate does not.
  case rejected
}
