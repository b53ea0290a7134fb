/// What another system calls something, in Unicode's canonical composition (NFC): an id or a number of its own.
///
/// Exports write many of these as JSON numbers. A whole number is read as its decimal digits, as far as every program keeps
/// them: up to 2^53 - 1. It is written as a text.
@propertyWrapper
public struct Reference<Text: ComposableText>: Hashable, Sendable {
  private var composed: Text

  /// The text, in NFC.
  public var wrappedValue: Text {
    get { composed }
    set { composed = newValue.composed }
  }

  /// Composes a text.
  public init(wrappedValue: Text) {
    composed = wrappedValue.composed
  }
}

extension Reference: Codable {
  /// Reads a text.
  public init(from decoder: any Decoder) throws {
    self.init(wrappedValue: try decoder.singleValueContainer().decode(Text.self))
  }

  /// Writes the text in NFC.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(composed)
  }
}

/// What has an id's or a reference's text, and where the door is forgiving may be a whole number.
protocol MayBeWholeNumber {}

/// A text that may be a whole number.
struct ReferenceText: Codable, Hashable, MayBeWholeNumber {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension EnvelopeID: MayBeWholeNumber {}

extension JSONValue {
  /// The digits of a whole number; nil for what is no number.
  ///
  /// Throws what to say of a number that is no id: one with a fraction or an exponent, and one whose digits were lost where
  /// it was written, maybe.
  func wholeNumber() throws(FieldDefect) -> String? {
    switch self {
    case .integer(let integer) where integer.magnitude < Self.beyondAllDigits: return String(integer)
    case .integer: throw Self.lostDigits
    case .number(let number) where number.isNaN: return nil
    case .number(let number) where number.magnitude < Double(Self.beyondAllDigits):
      throw FieldDefect(words: "is a number with a fraction or an exponent: send it as a text, in quotes")
    case .number: throw Self.lostDigits
    default: return nil
    }
  }

  /// 2^53, from which on programs that keep numbers as IEEE 754 doubles lose digits (RFC 8259, section 6).
  private static let beyondAllDigits: UInt = 1 << 53

  private static var lostDigits: FieldDefect {
    FieldDefect(words: "is a number so large that programs lose digits of it: send it as a text, in quotes")
  }
}

// Synthesised conformances call these in place of the standard library's, which know nothing of absent keys.

extension KeyedDecodingContainer {
  func decode(_ type: Reference<String>.Type, forKey key: Key) throws -> Reference<String> {
    Reference(wrappedValue: try decode(ReferenceText.self, forKey: key).text)
  }

  func decode(_ type: Reference<String?>.Type, forKey key: Key) throws -> Reference<String?> {
    Reference(wrappedValue: try decodeIfPresent(ReferenceText.self, forKey: key)?.text)
  }
}

extension KeyedEncodingContainer {
  mutating func encode(_ text: Reference<String>, forKey key: Key) throws {
    try encode(text.wrappedValue, forKey: key)
  }

  mutating func encode(_ text: Reference<String?>, forKey key: Key) throws {
    try encodeIfPresent(text.wrappedValue, forKey: key)
  }
}
