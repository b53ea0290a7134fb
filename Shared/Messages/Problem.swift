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
  /// The invalid fields, with code `invalid-message`: the first fifty of them.
  public let errors: [FieldError]?
  /// How many fields are invalid, where `errors` does not name them all.
  public let errorCount: Int?

  /// How many fields an answer names: nobody reads more, and a small message must not have a large answer.
  public static let maximumErrors = 50

  /// A problem of a code, with what happened this time; `count` is how many fields are invalid, where it is not all of
  /// `errors`.
  public init(_ code: ProblemCode, detail: String? = nil, errors: [FieldError]? = nil, of count: Int? = nil) {
    self.type = "urn:coopt:problem:\(code.rawValue)"
    self.title = code.title
    self.status = code.status
    self.detail = detail ?? code.title
    self.code = code
    let count = count ?? errors?.count ?? 0
    self.errors = errors.map { Array($0.prefix(Self.maximumErrors)) }
    self.errorCount = count > Self.maximumErrors ? count : nil
  }

  /// The problem of a payload that breaks its schema; `count` is how many fields do, where it is not all of `errors`.
  public static func invalidMessage(_ errors: [FieldError], of count: Int? = nil) -> Problem {
    let fields = errors.prefix(maximumErrors).map { "\($0.field): \($0.message)" }
    let unnamed = (count ?? errors.count) - fields.count
    let said = fields + (unnamed > 0 ? ["and \(unnamed) more"] : [])
    let detail = said.isEmpty ? nil : said.joined(separator: "; ")
    return Problem(.invalidMessage, detail: detail, errors: errors, of: count)
  }
}
