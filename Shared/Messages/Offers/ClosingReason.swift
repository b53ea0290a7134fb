public import Vocabulary

/// Why an offer closed.
public enum ClosingReason: String, ClosedEnumeration {
  /// Somebody was hired.
  case filled
  /// The company gave it up.
  case cancelled
  /// Its time is over.
  case expired
}
