/// A text that follows a syntax of its own, such as a code or an address; a value of the type always keeps it.
///
/// On the wire it is a string. Another text throws `DecodingError.dataCorrupted` with `defect` as its description,
/// which follows a field's name and never holds the text itself: it may be personal data.
public protocol ValidatedText: Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The text, in the form that the type settled on.
  var rawValue: String { get }

  /// Reads a text; nil when it does not follow the syntax.
  init?(_ text: String)

  /// What to say of a text that does not follow the syntax: "is not …".
  static var defect: String { get }
}

extension ValidatedText {
  /// Reads a text that follows the syntax.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: Self.defect)
    }
    self = value
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// The text itself.
  public var description: String { rawValue }

  /// Order of the text.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
