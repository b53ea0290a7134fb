/// An object whose fields are decoded one by one, whatever is wrong with the others.
struct CollectingObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let fields: JSONObject
  let path: FieldPath
  let findings: FieldFindings

  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { fields.keys.compactMap(Key.init(stringValue:)) }

  func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }

  func decodeNil(forKey key: Key) -> Bool { fields[key.stringValue] == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    guard let decoder = decoder(forKey: key) else {
      findings.report(path.appending(key), "is missing")
      return try findings.standIn(for: type)
    }
    return try decoder.decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    CollectingDecoder(value: .object(fields), path: path, findings: findings)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    guard let decoder = decoder(forKey: key) else { throw FieldDefect(words: "is missing") }
    return decoder
  }

  private func decoder(forKey key: Key) -> CollectingDecoder? {
    fields[key.stringValue].map { CollectingDecoder(value: $0, path: path.appending(key), findings: findings) }
  }
}

/// A list whose items are decoded one by one, whatever is wrong with the others.
struct CollectingList: UnkeyedDecodingContainer {
  let items: [JSONValue]
  let path: FieldPath
  let findings: FieldFindings
  private(set) var currentIndex = 0

  init(items: [JSONValue], path: FieldPath, findings: FieldFindings) {
    self.items = items
    self.path = path
    self.findings = findings
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex == items.count }

  mutating func decodeNil() -> Bool {
    guard !isAtEnd, items[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next().decode(type)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

  mutating func superDecoder() throws -> any Decoder { try next() }

  private mutating func next() throws -> CollectingDecoder {
    guard !isAtEnd else { throw FieldDefect(words: "has too few items") }
    defer { currentIndex += 1 }
    return CollectingDecoder(value: items[currentIndex], path: .item(path, currentIndex), findings: findings)
  }
}
