/// A change of one field: an absent key keeps it, null removes it, a value replaces it (JSON Merge Patch, RFC 7396).
public enum Patch<Value: Codable & Hashable & Sendable>: Hashable, Sendable {
  /// The field stays as it is.
  case keep
  /// The field is removed.
  case remove
  /// The field gets another value.
  case replace(Value)

  /// The new value, where there is one.
  public var replacement: Value? {
    guard case .replace(let value) = self else { return nil }
    return value
  }

  /// The field after the change.
  public func applied(to current: Value?) -> Value? {
    switch self {
    case .keep: current
    case .remove: nil
    case .replace(let value): value
    }
  }
}

extension Patch: Codable {
  /// Reads null or a value; an absent key is the container's matter.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .remove : .replace(try container.decode(Value.self))
  }

  /// Writes null or a value; an absent key is the container's matter.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard let replacement else { return try container.encodeNil() }
    try container.encode(replacement)
  }
}

// Synthesised conformances call these in place of the standard library's, which know nothing of absent keys.

extension KeyedDecodingContainer {
  func decode<Value>(_ type: Patch<Value>.Type, forKey key: Key) throws -> Patch<Value> {
    guard contains(key) else { return .keep }
    return try decodeNil(forKey: key) ? .remove : .replace(decode(Value.self, forKey: key))
  }
}

extension KeyedEncodingContainer {
  mutating func encode<Value>(_ patch: Patch<Value>, forKey key: Key) throws {
    switch patch {
    case .keep: break
    case .remove: try encodeNil(forKey: key)
    case .replace(let value): try encode(value, forKey: key)
    }
  }
}
