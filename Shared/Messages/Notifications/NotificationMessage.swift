public import Vocabulary

/// What one audience is told, on `coopt.notifications`.
///
/// Its type and routing key depend on the audience, so it is no `MessagePayload` with a type of its own.
public struct NotificationMessage: Codable, Hashable, Sendable {
  /// The notification.
  public var notificationId: NotificationID
  /// Who it is for.
  public var audience: Audience
  /// The member, company, candidate, charity or invitation; none for staff and finance.
  public var recipientId: String?
  /// What it tells, such as `reward-granted`.
  public var name: String
  /// The language of subject and text.
  public var locale: Language
  /// One line.
  public var subject: String
  /// The whole text.
  public var text: String
  /// Ids and figures for programs: the fields of the event that it tells, less what the audience may not see (N2).
  public var details: JSONObject

  public init(
    notificationId: NotificationID,
    audience: Audience,
    recipientId: String? = nil,
    name: String,
    locale: Language,
    subject: String,
    text: String,
    details: JSONObject = [:]
  ) {
    self.notificationId = notificationId
    self.audience = audience
    self.recipientId = recipientId
    self.name = name
    self.locale = locale
    self.subject = subject
    self.text = text
    self.details = details
  }

  /// `coopt.notifications.<audience>-<name>.v1`.
  public var messageType: MessageType {
    MessageType(service: "notifications", name: "\(audience.rawValue)-\(name)")
  }

  /// `staff.<name>`, `member.<memberId>.<name>` and so on.
  public var routingKey: String {
    guard audience.hasRecipients, let recipientId else { return "\(audience.rawValue).\(name)" }
    return "\(audience.rawValue).\(recipientId).\(name)"
  }
}
