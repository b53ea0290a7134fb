/// What a value is asked to encode itself to: one place in a JSON text.
struct JSONTextEncoder: Encoder {
  let text: JSONText
  /// How many containers are open around the value.
  let depth: Int

  // Errors name no path: only a number that JSON has no form for is ever refused.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(JSONTextObject<Key>(text: text, depth: text.begin(isObject: true, at: depth)))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONTextArray(text: text, depth: text.begin(isObject: false, at: depth))
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONTextScalar(text: text, depth: depth)
  }
}

/// An object that is being written.
private struct JSONTextObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let text: JSONText
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    text.key(key, in: depth)
    text.writeNull()
  }

  func encode(_ value: Bool, forKey key: Key) {
    text.key(key, in: depth)
    text.write(value)
  }

  func encode(_ value: String, forKey key: Key) {
    text.key(key, in: depth)
    text.write(value)
  }

  func encode(_ value: Int, forKey key: Key) {
    text.key(key, in: depth)
    text.write(value)
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    text.key(key, in: depth)
    try text.write(value, at: depth)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    superEncoder(forKey: key).container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    superEncoder(forKey: key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder {
    text.next(in: depth)
    text.write("super")
    text.separateKey()
    return JSONTextEncoder(text: text, depth: depth)
  }

  func superEncoder(forKey key: Key) -> any Encoder {
    text.key(key, in: depth)
    return JSONTextEncoder(text: text, depth: depth)
  }
}

/// A list that is being written.
private struct JSONTextArray: UnkeyedEncodingContainer {
  let text: JSONText
  let depth: Int
  private(set) var count = 0

  init(text: JSONText, depth: Int) {
    self.text = text
    self.depth = depth
  }

  var codingPath: [any CodingKey] { [] }

  private mutating func next() {
    text.next(in: depth)
    count += 1
  }

  mutating func encodeNil() {
    next()
    text.writeNull()
  }

  mutating func encode(_ value: some Encodable) throws {
    next()
    try text.write(value, at: depth)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    superEncoder().container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    superEncoder().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    next()
    return JSONTextEncoder(text: text, depth: depth)
  }
}

/// A value that is no container.
private struct JSONTextScalar: SingleValueEncodingContainer {
  let text: JSONText
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  func encodeNil() { text.writeNull() }
  func encode(_ value: Bool) { text.write(value) }
  func encode(_ value: String) { text.write(value) }
  func encode(_ value: Double) throws { try text.write(value) }
  func encode(_ value: Float) throws { try text.write(value) }
  func encode(_ value: Int) { text.write(value) }
  func encode(_ value: Int8) { text.write(value) }
  func encode(_ value: Int16) { text.write(value) }
  func encode(_ value: Int32) { text.write(value) }
  func encode(_ value: Int64) { text.write(value) }
  func encode(_ value: UInt) { text.write(value) }
  func encode(_ value: UInt8) { text.write(value) }
  func encode(_ value: UInt16) { text.write(value) }
  func encode(_ value: UInt32) { text.write(value) }
  func encode(_ value: UInt64) { text.write(value) }
  func encode(_ value: some Encodable) throws { try text.write(value, at: depth) }
}
