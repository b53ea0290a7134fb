public import Vocabulary

/// What was reported of one hire so far, as far as the next report depends on it.
public struct HireHistory: Hashable, Sendable {
  /// Whether a hire or its end was said.
  public enum Statement: Hashable, Sendable {
    /// That somebody is hired.
    case hired
    /// That somebody is hired no longer.
    case unhired
  }

  /// What was said last.
  public struct Last: Hashable, Sendable {
    /// Which of both.
    public let statement: Statement
    /// As of when.
    public let asOf: Timestamp
    /// When the webhook was received that said so.
    public let receivedAt: Timestamp

    public init(_ statement: Statement, asOf: Timestamp, receivedAt: Timestamp) {
      self.statement = statement
      self.asOf = asOf
      self.receivedAt = receivedAt
    }
  }

  /// What was said last; nil where nothing was.
  public var last: Last?
  /// Whether a hire was ever said.
  public var wasHired: Bool
  /// Whether a webhook about it waits, which may yet say that somebody is hired.
  public var isAwaited: Bool

  public init(last: Last? = nil, wasHired: Bool = false, isAwaited: Bool = false) {
    self.last = last
    self.wasHired = wasHired
    self.isAwaited = isAwaited
  }
}
