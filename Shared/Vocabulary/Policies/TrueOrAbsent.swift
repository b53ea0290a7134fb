/// A truth that messages tell, and a falsehood that they leave out.
@propertyWrapper
public struct TrueOrAbsent: Hashable, Sendable {
  /// Whether it is true.
  public var wrappedValue: Bool

  public init(wrappedValue: Bool) {
    self.wrappedValue = wrappedValue
  }
}

extension TrueOrAbsent: Codable {
  /// Reads a truth value; an absent key is the container's matter.
  public init(from decoder: any Decoder) throws {
    self.init(wrappedValue: try decoder.singleValueContainer().decode(Bool.self))
  }

  /// Writes the truth value; whether there is a key is the container's matter.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

// Synthesised conformances call these in place of the standard library's, which know nothing of absent keys.

extension KeyedDecodingContainer {
  func decode(_ type: TrueOrAbsent.Type, forKey key: Key) throws -> TrueOrAbsent {
    TrueOrAbsent(wrappedValue: try decodeIfPresent(Bool.self, forKey: key) ?? false)
  }
}

extension KeyedEncodingContainer {
  mutating func encode(_ truth: TrueOrAbsent, forKey key: Key) throws {
    if truth.wrappedValue { try encode(true, forKey: key) }
  }
}
