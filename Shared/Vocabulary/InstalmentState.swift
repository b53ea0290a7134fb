/// What became of a part of a bonus (W9).
public enum InstalmentState: String, ClosedEnumeration {
  /// Its day has not come.
  case planned
  /// Finance is asked to pay it.
  case requested
  /// It is paid.
  case paid
  /// It could not be paid.
  case failed
  /// It is not due any more.
  case reversed
}
