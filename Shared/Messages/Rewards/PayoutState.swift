public import Vocabulary

/// What became of a payout instruction (W6).
public enum PayoutState: String, ClosedEnumeration {
  /// It waits to be paid.
  case requested
  /// Finance confirmed it, cancelled or not.
  case paid
  /// It is not to be paid any more.
  case cancelled
  /// Finance said that it could not be paid.
  case failed
}
