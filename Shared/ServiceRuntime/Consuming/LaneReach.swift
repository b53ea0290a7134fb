/// What a message in hand reaches, as a schedule compares it.
package enum LaneReach: Hashable, Sendable {
  /// Some things, each by a number; two things with the same number merely wait for each other.
  case things([Int])
  /// Anything.
  case lane
  /// Anything, and nothing shares its batch.
  case alone
}
