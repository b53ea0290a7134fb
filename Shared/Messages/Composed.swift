@_spi(_Unicode) import Swift

/// A text that other systems compare with their own, in Unicode's canonical composition (NFC).
///
/// "é" can be one character or two, and systems send either. What a reference is looked up by is bytes, so each way that
/// leads to one, from a message or from a program, makes the same bytes of both.
@propertyWrapper
public struct Composed<Text: ComposableText>: Hashable, Sendable {
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

/// A text that may be absent, or may not.
public protocol ComposableText: Codable, Hashable, Sendable {
  /// The text in NFC.
  var composed: Self { get }
}

extension String: ComposableText {
  /// The text in NFC.
  public var composed: String {
    var text = self
    // Below the first combining mark every text is composed already.
    guard !text.withUTF8({ $0.allSatisfy { $0 < 0xCC } }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }
}

extension String?: ComposableText {
  /// The text in NFC, where there is one.
  public var composed: String? { self?.composed }
}

extension Composed: Codable {
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

// Synthesised conformances call these in place of the standard library's, which know nothing of absent keys.

extension KeyedDecodingContainer {
  func decode(_ type: Composed<String>.Type, forKey key: Key) throws -> Composed<String> {
    Composed(wrappedValue: try decode(String.self, forKey: key))
  }

  func decode(_ type: Composed<String?>.Type, forKey key: Key) throws -> Composed<String?> {
    Composed(wrappedValue: try decodeIfPresent(String.self, forKey: key))
  }
}

extension KeyedEncodingContainer {
  mutating func encode(_ text: Composed<String>, forKey key: Key) throws {
    try encode(text.wrappedValue, forKey: key)
  }

  mutating func encode(_ text: Composed<String?>, forKey key: Key) throws {
    try encodeIfPresent(text.wrappedValue, forKey: key)
  }
}
