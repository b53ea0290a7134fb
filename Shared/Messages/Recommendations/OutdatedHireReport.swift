public import Vocabulary

/// A report of a hire that a later withdrawal left without effect (H1).
public struct OutdatedHireReport: Codable, Hashable, Sendable {
  /// The message that it came in.
  public var messageId: MessageID
  /// As of when it speaks.
  public var asOf: Timestamp?
  /// The date that it gave.
  public var hiredAt: Timestamp?

  public init(messageId: MessageID, asOf: Timestamp? = nil, hiredAt: Timestamp? = nil) {
    self.messageId = messageId
    self.asOf = asOf
    self.hiredAt = hiredAt
  }
}
