/// What becomes of work that failed.
public enum Fate: Hashable, Sendable {
  /// The same again, after a pause.
  case again(after: Duration)
  /// Nothing more of its kind until it passes; whoever waits says so, and tries again after a pause.
  case pause(Duration)
  /// Its two halves, each by itself: what is at fault is found in few steps, and the others go through.
  case split
  /// It is given up, where people find it.
  case bury(Burial)

  /// Why work is given up.
  public enum Burial: Hashable, Sendable {
    /// The same would fail again for ever.
    case permanent
    /// It was tried as often as is allowed.
    case exhausted(attempts: Int)
  }
}
