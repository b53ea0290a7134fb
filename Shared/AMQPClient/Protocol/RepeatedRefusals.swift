/// When a publisher should try another connection because the broker refuses its messages again and again.
///
/// Pure. After the loss of a cluster's node one queue may refuse (`basic.nack`) what comes over a connection until that node
/// is back, and take at once what comes over a new one. A queue that is full refuses whatever the connection: so new ones
/// are tried more and more seldom.
package struct RepeatedRefusals {
  /// Refusals that are enough, when they span `patience`.
  private static let enough = 3
  private static let patience = Duration.seconds(1)
  /// After so long without a refusal nothing is wrong any more.
  private static let memory = Duration.seconds(60)
  private static let shortestInterval = Duration.seconds(5)
  private static let longestInterval = Duration.seconds(320)

  private var count = 0
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?
  private var renewed: ContinuousClock.Instant?
  private var interval = Self.shortestInterval

  package init() {}

  /// Notes a refusal, of one message or of several at once.
  package mutating func refused(at instant: ContinuousClock.Instant) {
    if let last, last.duration(to: instant) > Self.memory { self = RepeatedRefusals() }
    first = first ?? instant
    last = instant
    count += 1
  }

  /// Whether to try a new connection now; `isIdle` says that no message is on its way, whose fate would be unknown.
  package mutating func asksForRenewal(at instant: ContinuousClock.Instant, isIdle: Bool) -> Bool {
    guard count >= Self.enough, let first, let last, first.duration(to: last) > Self.patience else { return false }
    // Whoever always has a message on its way must not wait for ever.
    guard isIdle || first.duration(to: instant) > Self.patience * 5 else { return false }
    if let renewed {
      guard renewed.duration(to: instant) >= interval else { return false }
      interval = min(interval * 2, Self.longestInterval)
    }
    renewed = instant
    count = 0
    self.first = nil
    return true
  }
}
