/// Writes down which keys an object is asked for.
final class KeyedProbe<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let probe: ShapeProbe
  /// What may be null, or else would not be asked whether it is.
  private var optional: Set<String> = []
  /// What was asked whether it is null, which a value that may be absent is not.
  private var removable: Set<String> = []
  let codingPath: [any CodingKey] = []
  let allKeys: [Key] = []

  init(probe: ShapeProbe) {
    self.probe = probe
  }

  func contains(_ key: Key) -> Bool { true }

  func decodeNil(forKey key: Key) -> Bool {
    optional.insert(key.stringValue)
    removable.insert(key.stringValue)
    return false
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let (value, shape) = try FieldShape.probe(type, enclosing: probe.enclosing)
    note(key, shape, of: type)
    return value
  }

  private func note(_ key: Key, _ shape: FieldShape, of type: any Any.Type) {
    probe.note(
      FieldShape.Field(
        name: key.stringValue, shape: shape, isOptional: optional.contains(key.stringValue),
        isRemovable: removable.contains(key.stringValue), type: String(reflecting: type),
        owner: DeclaredName(ofKeys: Key.self).text))
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    optional.insert(key.stringValue)
    guard let list = type as? any ListOfThings.Type, probe.enclosing.contains(list.element) else {
      return try decode(type, forKey: key)
    }
    note(key, .list(of: .object([])), of: type)
    return nil
  }

  // The standard library's own ways for these ask whether the value is null, as only what is removed by null does here.

  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try absent(type, key) }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try absent(type, key) }

  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try absent(type, key) }

  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try absent(type, key) }

  private func absent<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
    optional.insert(key.stringValue)
    return try decode(type, forKey: key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    throw ShapeUnknown(codingPath: [key], type: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw ShapeUnknown(codingPath: [key], type: Key.self)
  }

  func superDecoder() -> any Decoder { probe }

  func superDecoder(forKey key: Key) -> any Decoder { probe }
}

/// A list, whose elements' type can be told.
private protocol ListOfThings {
  static var element: ObjectIdentifier { get }
}

extension Array: ListOfThings {
  fileprivate static var element: ObjectIdentifier { ObjectIdentifier(Element.self) }
}

/// A list of one element.
struct ListProbe: UnkeyedDecodingContainer {
  let probe: ShapeProbe
  let codingPath: [any CodingKey] = []
  let count: Int? = 1
  private(set) var currentIndex = 0

  init(probe: ShapeProbe) {
    self.probe = probe
  }

  var isAtEnd: Bool { currentIndex == 1 }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    currentIndex = 1
    let (value, shape) = try FieldShape.probe(type, enclosing: probe.enclosing)
    probe.shape = .list(of: shape)
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    throw ShapeUnknown(codingPath: codingPath, type: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    throw ShapeUnknown(codingPath: codingPath, type: Self.self)
  }

  mutating func superDecoder() -> any Decoder { probe }
}

/// One value: a number, a truth value or the sample text.
struct ScalarProbe: SingleValueDecodingContainer {
  let probe: ShapeProbe
  let codingPath: [any CodingKey] = []

  func decodeNil() -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let scalars: [(any Sendable, FieldShape)] = [
      (probe.sample.text, .text(syntax: probe.sample.syntax)), (true, .boolean), (1, .integer), (Int64(1), .integer),
      (1.0, .number),
    ]
    for (scalar, shape) in scalars {
      if let value = scalar as? Value {
        probe.shape = shape
        return value
      }
    }
    return try Value(from: probe)
  }
}
