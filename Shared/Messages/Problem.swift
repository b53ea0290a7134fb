public import Vocabulary

/// Why a message was refused: an RFC 9457 problem, the `data` of `coopt.reply.rejected.v1`.
public struct Problem: Error, Codable, Hashable, Sendable {
  /// `urn:coopt:problem:<code>`.
  public let type: String
  /// A short sentence that is the same for every problem of this code.
  public let title: String
  /// The nearest HTTP status.
  public let status: Int
  /// What happened this time; holds no personal data.
  public let detail: String
  /// The code that programs compare.
  public let code: ProblemCode
  /// The invalid fields, with code `invalid-message`.
  public let errors: [FieldError]?

  /// A problem of a code, with what happened this time.
  public init(_ code: ProblemCode, detail: String? = nil, errors: [FieldError]? = nil) {
    self.type = "urn:coopt:problem:\(code.rawValue)"
    self.title = code.title
    self.status = code.status
    self.detail = detail ?? code.title
    self.code = code
    self.errors = errors
  }

  /// The problem of a payload that breaks its schema.
  public static func invalidMessage(_ errors: [FieldError]) -> Problem {
    let fields = errors.map { "\($0.field): \($0.message)" }.joined(separator: "; ")
    return Problem(.invalidMessage, detail: fields.isEmpty ? nil : fields, errors: errors)
  }
}
