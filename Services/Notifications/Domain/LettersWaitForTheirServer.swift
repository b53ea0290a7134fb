public import Vocabulary

/// How many letters a mail server is given at once: as many as it bears, and none for a while where it bears none.
///
/// A server that can be used is given one more at a time, also while it has not said what it makes of those it has; one
/// that cannot is given half as many, since it may just not like so many connections, and where it had one alone, all
/// letters wait, each time twice as long.
public struct SendingWindow: Sendable {
  /// Letters at once at most.
  public let limit: Int
  /// Letters at once for now.
  public private(set) var width = 1
  /// How often in a row the server could not be used.
  public private(set) var failures = 0
  /// Until when all letters wait; nil where they do not.
  public private(set) var closedUntil: Timestamp?
  private let patience: DeliveryPatience

  /// A window that begins with one letter, since nobody knows of the server yet.
  public init(limit: Int, patience: DeliveryPatience) {
    self.limit = limit
    self.patience = patience
  }

  /// How many more letters may be sent beside those that are in hand.
  public func room(beside inHand: Int, at now: Timestamp) -> Int {
    if let closedUntil, now < closedUntil { return 0 }
    return max(0, width - inHand)
  }

  /// The server could be used for a letter.
  public mutating func used() {
    failures = 0
    closedUntil = nil
    width = min(limit, width + 1)
  }

  /// The server could not be used; says when its letter is tried again.
  public mutating func failed(at now: Timestamp) -> Timestamp {
    // Several letters under way tell of one and the same failure.
    if let closedUntil, now < closedUntil { return closedUntil }
    guard width == 1 else {
      width /= 2
      return now
    }
    failures += 1
    let instant = now.adding(seconds: patience.serverPause(after: failures))
    closedUntil = instant
    return instant
  }
}
