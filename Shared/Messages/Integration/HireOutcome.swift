public import Vocabulary

/// What became of a reported hire.
public enum HireOutcome: String, ClosedEnumeration {
  /// It belongs to a recommendation, in force or not.
  case attributed
  /// It belongs to none, and is kept until attributed by hand (H2).
  case unattributed
}
