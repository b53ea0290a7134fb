public import Vocabulary

/// What one audience is told, on `coopt.notifications`.
///
/// Its type and routing key depend on the audience, so it is no `MessagePayload` with a type of its own.
public struct NotificationMessage: Hashable, Sendable {
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
  public var details: JSONObject {
    get { known.object }
    set { known = .fields(newValue) }
  }

  private var known: NotificationDetails

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
    self.init(
      notificationId: notificationId, audience: audience, recipientId: recipientId, name: name, locale: locale,
      subject: subject, text: text, known: .fields(details))
  }

  /// A notification of an object that is written already.
  package init(
    notificationId: NotificationID, audience: Audience, recipientId: String?, name: String, locale: Language,
    subject: String, text: String, written details: JSONDocument
  ) {
    self.init(
      notificationId: notificationId, audience: audience, recipientId: recipientId, name: name, locale: locale,
      subject: subject, text: text, known: .written(details))
  }

  private init(
    notificationId: NotificationID, audience: Audience, recipientId: String?, name: String, locale: Language,
    subject: String, text: String, known: NotificationDetails
  ) {
    self.notificationId = notificationId
    self.audience = audience
    self.recipientId = recipientId
    self.name = name
    self.locale = locale
    self.subject = subject
    self.text = text
    self.known = known
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

extension NotificationMessage: Codable {
  private enum CodingKeys: CodingKey {
    case notificationId, audience, recipientId, name, locale, subject, text, details
  }

  /// Reads a notification.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      notificationId: try container.decode(NotificationID.self, forKey: .notificationId),
      audience: try container.decode(Audience.self, forKey: .audience),
      recipientId: try container.decodeIfPresent(String.self, forKey: .recipientId),
      name: try container.decode(String.self, forKey: .name),
      locale: try container.decode(Language.self, forKey: .locale),
      subject: try container.decode(String.self, forKey: .subject),
      text: try container.decode(String.self, forKey: .text),
      details: try container.decode(JSONObject.self, forKey: .details))
  }

  /// Writes a notification.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(notificationId, forKey: .notificationId)
    try container.encode(audience, forKey: .audience)
    try container.encodeIfPresent(recipientId, forKey: .recipientId)
    try container.encode(name, forKey: .name)
    try container.encode(locale, forKey: .locale)
    try container.encode(subject, forKey: .subject)
    try container.encode(text, forKey: .text)
    switch known {
    case .fields(let fields): try container.encode(fields, forKey: .details)
    case .written(let document): try container.encode(document, forKey: .details)
    }
  }
}

/// What a notification says for programs: fields, or the JSON of them, which most notifications only pass on.
private enum NotificationDetails: Sendable {
  case fields(JSONObject)
  case written(JSONDocument)

  var object: JSONObject {
    switch self {
    case .fields(let fields): fields
    case .written(let document): document.root.object
    }
  }
}

extension NotificationDetails: Hashable {
  static func == (left: Self, right: Self) -> Bool { left.object == right.object }

  func hash(into hasher: inout Hasher) { hasher.combine(object) }
}
