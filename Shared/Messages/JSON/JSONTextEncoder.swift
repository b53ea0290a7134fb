/// What a value is asked to encode itself to: one place in a JSON text.
///
/// Lives no longer than the call of `JSONBytes.encode` that it belongs to. The text is reached by a pointer, because a
/// value's own code stands between two accesses, and a class would have each of them checked for overlaps.
struct JSONTextEncoder: Encoder {
  let text: UnsafeMutablePointer<JSONText>
  /// How many containers are open around the value.
  let depth: Int

  // Errors name no path: only a number that JSON has no form for is ever refused.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Writes a value in this place.
  func write(_ value: some Encodable) throws {
    let begin = text.pointee.bytes.count
    try value.encode(to: self)
    if text.pointee.bytes.count == begin { text.pointee.writeEmptyObject() }
    text.pointee.close(to: depth)
  }

  /// Writes what is JSON already.
  func write(json: [UInt8]) { text.pointee.write(json: json) }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(JSONTextObject<Key>(text: text, depth: text.pointee.begin(isObject: true, at: depth)))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONTextArray(text: text, depth: text.pointee.begin(isObject: false, at: depth))
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONTextScalar(text: text, depth: depth)
  }
}

/// An object that is being written.
private struct JSONTextObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let text: UnsafeMutablePointer<JSONText>
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) {
    text.pointee.key(key, in: depth)
    text.pointee.writeNull()
  }

  func encode(_ value: Bool, forKey key: Key) {
    text.pointee.key(key, in: depth)
    text.pointee.write(value)
  }

  func encode(_ value: String, forKey key: Key) {
    text.pointee.key(key, in: depth)
    text.pointee.write(value)
  }

  func encode(_ value: Int, forKey key: Key) {
    text.pointee.key(key, in: depth)
    text.pointee.write(value)
  }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    text.pointee.key(key, in: depth)
    try JSONTextEncoder(text: text, depth: depth).write(value)
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
    text.pointee.next(in: depth)
    text.pointee.write("super")
    text.pointee.separateKey()
    return JSONTextEncoder(text: text, depth: depth)
  }

  func superEncoder(forKey key: Key) -> any Encoder {
    text.pointee.key(key, in: depth)
    return JSONTextEncoder(text: text, depth: depth)
  }
}

/// A list that is being written.
private struct JSONTextArray: UnkeyedEncodingContainer {
  let text: UnsafeMutablePointer<JSONText>
  let depth: Int
  private(set) var count = 0

  init(text: UnsafeMutablePointer<JSONText>, depth: Int) {
    self.text = text
    self.depth = depth
  }

  var codingPath: [any CodingKey] { [] }

  private mutating func next() {
    text.pointee.next(in: depth)
    count += 1
  }

  mutating func encodeNil() {
    next()
    text.pointee.writeNull()
  }

  mutating func encode(_ value: some Encodable) throws {
    next()
    try JSONTextEncoder(text: text, depth: depth).write(value)
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
  let text: UnsafeMutablePointer<JSONText>
  let depth: Int

  var codingPath: [any CodingKey] { [] }

  func encodeNil() { text.pointee.writeNull() }
  func encode(_ value: Bool) { text.pointee.write(value) }
  func encode(_ value: String) { text.pointee.write(value) }
  func encode(_ value: Double) throws { try text.pointee.write(value) }
  func encode(_ value: Float) throws { try text.pointee.write(value) }
  func encode(_ value: Int) { text.pointee.write(value) }
  func encode(_ value: Int8) { text.pointee.write(value) }
  func encode(_ value: Int16) { text.pointee.write(value) }
  func encode(_ value: Int32) { text.pointee.write(value) }
  func encode(_ value: Int64) { text.pointee.write(value) }
  func encode(_ value: UInt) { text.pointee.write(value) }
  func encode(_ value: UInt8) { text.pointee.write(value) }
  func encode(_ value: UInt16) { text.pointee.write(value) }
  func encode(_ value: UInt32) { text.pointee.write(value) }
  func encode(_ value: UInt64) { text.pointee.write(value) }
  func encode(_ value: some Encodable) throws { try JSONTextEncoder(text: text, depth: depth).write(value) }
}
