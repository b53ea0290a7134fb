public import Vocabulary

/// What a report of a hire names.
public enum HireReportField: String, ClosedEnumeration {
  /// The offer.
  case offer
  /// The candidate.
  case candidate
}
