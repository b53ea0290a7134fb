/// What became of a reward, as lists tell it.
public enum ListedRewardState: String, ClosedEnumeration {
  /// It waits for an option, or for a charity.
  case held
  /// It is posted.
  case settled
  /// It is taken back (W8).
  case reversed
}
