public import Vocabulary

/// A report that was, or would be, made from a webhook.
public struct HookReport: Codable, Hashable, Sendable {
  /// The message's id; absent where nothing was sent.
  public var messageId: String?
  /// `hire.reported` or `hire.withdrawn`.
  public var routingKey: String
  /// Its `data`.
  public var data: JSONObject
  /// Which clock says as of when it speaks.
  public var clock: HookClock
  /// When the broker confirmed it.
  public var publishedAt: Timestamp?

  public init(
    messageId: String? = nil, routingKey: String, data: JSONObject, clock: HookClock, publishedAt: Timestamp? = nil
  ) {
    self.messageId = messageId
    self.routingKey = routingKey
    self.data = data
    self.clock = clock
    self.publishedAt = publishedAt
  }
}
