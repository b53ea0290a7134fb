public import Vocabulary

/// Whether a reward is decided.
public enum RewardState: String, ClosedEnumeration {
  /// It waits for an option, or for a charity; nothing is posted.
  case held
  /// It is posted, irrevocably (W3).
  case settled
}
