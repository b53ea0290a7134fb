/// One field of `data` that breaks its schema (RFC 9457 extension member `errors`).
public struct FieldError: Codable, Hashable, Sendable {
  /// The path inside `data`: `email`, `candidate.email`, `zones[1]`.
  public let field: String
  /// What is wrong with it; never the value itself, which may be personal data.
  public let message: String

  public init(field: String, message: String) {
    self.field = field
    self.message = message
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

  /// Reports a field when a condition does not hold.
  public mutating func check(_ condition: Bool, _ field: String, _ message: @autoclosure () -> String) {
    if !condition { report(field, message()) }
  }
}
