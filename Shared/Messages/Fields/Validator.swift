/// One field of `data` that breaks its schema (RFC 9457 extension member `errors`).
public struct FieldError: Codable, Hashable, Sendable {
  /// The path inside `data`: `email`, `candidate.email`, `zones[1]`.
  public let field: String
  /// What is wrong with it; never the value itself, which may be personal data.
  public let message: String

  /// Whether it follows from a list's elements, and says nothing new where one of them is at fault; not told.
  let followsElements: Bool

  public init(field: String, message: String) {
    self.init(field: field, message: message, followsElements: false)
  }

  init(field: String, message: String, followsElements: Bool) {
    self.field = field
    self.message = message
    self.followsElements = followsElements
  }
}

extension FieldError {
  private enum CodingKeys: CodingKey {
    case field, message
  }

  /// Reads what is told.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      field: try fields.decode(String.self, forKey: .field), message: try fields.decode(String.self, forKey: .message))
  }

  /// Writes what is told.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(field, forKey: .field)
    try fields.encode(message, forKey: .message)
  }
}

/// Collects the fields of a payload that break its schema.
public struct Validator: Sendable {
  /// What was found so far, in the order of checking.
  public private(set) var errors: [FieldError] = []

  public init() {}

  /// Reports a field.
  public mutating func report(_ field: String, _ message: String) {
    errors.append(FieldError(field: field, message: message))
  }

  /// Reports a list whose elements do not come to what they have to; not where one of them is reported itself.
  public mutating func checkTotal(_ condition: Bool, _ field: String, _ message: @autoclosure () -> String) {
    guard !errors.contains(where: { $0.field.hasPrefix(field + "[") }) else { return }
    if !condition { errors.append(FieldError(field: field, message: message(), followsElements: true)) }
  }

  /// Reports a field when a condition does not hold.
  public mutating func check(_ condition: Bool, _ field: String, _ message: @autoclosure () -> String) {
    if !condition { report(field, message()) }
  }
}
