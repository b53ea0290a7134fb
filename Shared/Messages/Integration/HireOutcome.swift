public import Vocabulary

/// What became of a reported hire.
public enum HireOutcome: String, ClosedEnumeration {
  /// It belongs to a recommendation.
  case attributed
  /// It is kept until attributed by hand (H2).
  case unattributed
}
