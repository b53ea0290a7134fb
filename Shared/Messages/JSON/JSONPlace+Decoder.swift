extension JSONPlace: Decoder {
  // Errors name no path: where fields are to be named, another decoder reads.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard tokens[index].kind == .object else { throw Self.defect("is not an object") }
    return KeyedDecodingContainer(JSONFields<Key>(object: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard tokens[index].kind == .list else { throw Self.defect("is not a list") }
    return JSONItems(list: self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension JSONPlace: SingleValueDecodingContainer {
  func decodeNil() -> Bool { isNull }
  func decode(_ type: Bool.Type) throws -> Bool { try truth() }
  func decode(_ type: String.Type) throws -> String { try text() }
  func decode(_ type: Double.Type) throws -> Double { try number() }
  func decode(_ type: Float.Type) throws -> Float { Float(try number()) }
  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

  /// The value as a type reads it; any JSON without asking what it might be.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == JSONValue.self || type == JSONObject.self { return try anything(type) }
    return try Value(from: self)
  }

  /// Apart, so that whoever wants neither pays for no cast.
  @inline(never)
  private func anything<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let any: Any = type == JSONObject.self ? try object() : try value()
    guard let value = any as? Value else { throw Self.defect("is not of its type") }
    return value
  }
}

/// An object whose fields are decoded.
private struct JSONFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: JSONPlace

  var codingPath: [any CodingKey] { [] }

  /// Each once, also where it comes twice.
  var allKeys: [Key] {
    var keys: [Key] = []
    var seen: Set<String> = []
    var key = object.index + 1
    while key < Int(object.token.next) {
      if let name = try? object.at(key).text(), seen.insert(name).inserted, let known = Key(stringValue: name) {
        keys.append(known)
      }
      key = Int(object.tokens[key + 1].next)
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { object.field(key.stringValue) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try field(key).isNull }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try field(key).truth() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try field(key).text() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try field(key).number() }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try field(key).integer(type) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try field(key).decode(type)
  }

  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.truth() }
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.text() }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try present(key)?.number() }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.integer(type) }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key)?.decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try field(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try field(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    guard let field = object.field("super") else { throw JSONPlace.defect("super is missing") }
    return field
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }

  private func field(_ key: Key) throws -> JSONPlace {
    guard let field = object.field(key.stringValue) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "is missing"))
    }
    return field
  }

  private func present(_ key: Key) -> JSONPlace? {
    guard let field = object.field(key.stringValue), !field.isNull else { return nil }
    return field
  }
}

/// A list whose items are decoded one by one.
private struct JSONItems: UnkeyedDecodingContainer {
  let list: JSONPlace
  private var item: Int
  private(set) var currentIndex = 0

  init(list: JSONPlace) {
    self.list = list
    item = list.index + 1
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { Int(list.token.count) }
  var isAtEnd: Bool { item == Int(list.token.next) }

  mutating func decodeNil() -> Bool {
    guard !isAtEnd, list.at(item).isNull else { return false }
    goOn()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try current().decode(type)
    goOn()
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    let container = try current().container(keyedBy: type)
    goOn()
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try current().unkeyedContainer()
    goOn()
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let place = try current()
    goOn()
    return place
  }

  private func current() throws -> JSONPlace {
    guard !isAtEnd else { throw JSONPlace.defect("has too few items") }
    return list.at(item)
  }

  private mutating func goOn() {
    item = Int(list.tokens[item].next)
    currentIndex += 1
  }
}
