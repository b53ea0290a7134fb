public import Vocabulary

/// What happened, in the order that it happened in, and what is still to happen.
///
/// Services tell their parts by their own clocks, in no promised order.
public struct Story: Sendable, Hashable {
  /// What happened by now, the earliest first.
  public let past: [StoryMoment]
  /// What is to happen, the earliest first.
  public let future: [StoryMoment]

  /// Puts moments in order, as of an instant.
  public init(_ moments: [StoryMoment], at now: Timestamp) {
    let ordered = moments.sorted { ($0.at, $0.kind, $0.text) < ($1.at, $1.kind, $1.text) }
    past = ordered.filter { $0.at <= now }
    future = ordered.filter { $0.at > now }
  }
}
