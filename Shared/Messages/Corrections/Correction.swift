public import Vocabulary

/// A decision that somebody took by hand, as a service's trail keeps it for good (A2).
public struct Correction: Codable, Hashable, Sendable {
  /// Who decided, in the directory of the tool that sent the command.
  public var actor: String
  /// The login that it was sent with, where the message named it: the broker has checked it.
  public var userId: String?
  /// What was decided: the command's routing key.
  public var command: String
  /// When it was accepted.
  public var at: Timestamp
  /// Why, where the command says so.
  public var reason: String?
  /// The id of the thing that was decided about.
  public var subject: String
  /// The command's `id`; one that is no UUID is named by the UUID that books and inboxes know it by.
  public var messageId: MessageID

  public init(
    actor: String, userId: String? = nil, command: String, at: Timestamp, reason: String? = nil, subject: String,
    messageId: MessageID
  ) {
    self.actor = actor
    self.userId = userId
    self.command = command
    self.at = at
    self.reason = reason
    self.subject = subject
    self.messageId = messageId
  }
}
