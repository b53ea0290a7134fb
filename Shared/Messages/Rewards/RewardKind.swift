public import Vocabulary

/// What a reward is for.
public enum RewardKind: String, ClosedEnumeration {
  /// A hire of the member's candidate: the bonus (W1).
  case recommendation
  /// The first hire of a sponsored member's candidate: the sponsor's share (W2).
  case sponsorship
}
