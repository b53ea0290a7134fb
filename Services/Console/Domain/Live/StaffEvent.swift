public import Messages
public import Vocabulary

/// Something that staff were told of: what the console remembers of a notification.
public struct StaffEvent: Hashable, Sendable {
  /// The message's id, the same however often it is delivered.
  public let id: String
  /// What it tells, such as `reward-granted`.
  public let name: String
  /// When.
  public let at: Timestamp
  /// What led to it: events of one story have the same.
  public let story: String
  /// Ids and figures.
  public let details: JSONObject
  /// The heading that staff read.
  public let subject: String

  public init(id: String, name: String, at: Timestamp, story: String, details: JSONObject, subject: String) {
    self.id = id
    self.name = name
    self.at = at
    self.story = story
    self.details = details
    self.subject = subject
  }

  /// An envelope with what the broker says of it; nil where staff were not told, or not by the platform.
  ///
  /// `publisher` is the login that the broker vouches for: whatever another than the service of notifications
  /// published is not the platform's word.
  public init?(_ envelope: JSONValue?, routingKey: String, publisher: String?) {
    guard publisher == "notifications", routingKey.hasPrefix("staff."), let envelope,
      let id = envelope["id"]?.string, let at = envelope["time"]?.string.flatMap({ Timestamp($0) }),
      let data = envelope["data"], let name = data["name"]?.string, routingKey == "staff.\(name)",
      Self.isWord(name), case .object(let details) = data["details"] ?? .object([:])
    else { return nil }
    self.init(
      id: id, name: name, at: at, story: envelope["correlationid"]?.string ?? id, details: Self.kept(details),
      subject: data["subject"]?.string ?? "")
  }

  /// A text of the details.
  public subscript(field: String) -> String? { details[field]?.string }

  /// Whether something of the details is so; nil where they do not say.
  public func isSo(_ field: String) -> Bool? {
    if case .boolean(let value)? = details[field] { value } else { nil }
  }

  /// A whole number of the details.
  public func number(_ field: String) -> Int? { details[field]?.integer }

  /// What is kept of the details: ids, figures and codes, and not what a member writes or how to reach a candidate.
  private static func kept(_ details: JSONObject) -> JSONObject {
    var kept = details.filter { field, value in
      switch value {
      case .string: field != "message"
      case .integer, .boolean: true
      default: false
      }
    }
    kept["amountCents"] = kept["amountCents"] ?? details["quote"]?["amountCents"]
    return kept
  }

  /// Names go into pages and streams: lower case and hyphens, nothing else.
  private static func isWord(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") }
  }
}

extension JSONValue {
  /// The whole number, when it is one.
  var integer: Int? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }
}
