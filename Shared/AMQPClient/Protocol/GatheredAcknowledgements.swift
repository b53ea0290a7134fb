/// Deliveries that are done and that the broker has not been told of yet.
///
/// Pure. To a quorum queue an acknowledgement is a command like a message: it goes through the log, and to disk. Nobody
/// waits for it, so those of a moment are told together. What the broker does not know when the connection is lost, it
/// delivers again.
package struct GatheredAcknowledgements {
  /// What becomes of deliveries that were added.
  package enum Telling: Equatable {
    /// They are told with those before them.
    case withOthers
    /// They are the first: somebody has to tell the broker by then.
    case by(ContinuousClock.Instant)
    /// It is time to tell.
    case now
  }

  private let delay: Duration
  private let enough: Int
  private var tags: [Delivery.Tag] = []
  private var due: ContinuousClock.Instant?

  /// Gathers for as long as `delay`, and never as many as `enough`: the broker has to be left something to deliver.
  package init(delay: Duration, enough: Int) {
    self.delay = delay
    self.enough = delay > .zero ? max(1, enough) : 1
  }

  /// Adds deliveries that are done.
  package mutating func add(_ done: [Delivery.Tag], at now: ContinuousClock.Instant) -> Telling {
    guard !done.isEmpty else { return .withOthers }
    tags += done
    guard tags.count < enough else { return .now }
    guard due == nil else { return .withOthers }
    due = now + delay
    return .by(now + delay)
  }

  /// Whether what was gathered has to be told.
  package func isDue(at now: ContinuousClock.Instant) -> Bool {
    due.map { $0 <= now } ?? false
  }

  /// Hands out what was gathered, and begins anew.
  package mutating func take() -> [Delivery.Tag] {
    defer { (tags, due) = ([], nil) }
    return tags
  }
}
