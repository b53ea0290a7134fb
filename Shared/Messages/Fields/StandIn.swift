import Vocabulary

/// Makes something of a type, to stand where a message has nothing that will do while the rest of it is looked at.
///
/// What is made keeps the contract's rules as far as a field alone can, so that no rule complains of it. It never leaves
/// the look: a message that it stands in was refused.
enum StandIn {
  /// Something of a type; throws `NothingStandsIn` where none of the samples fits it.
  static func make<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let choice = (type as? any ClosedEnumeration.Type)?.first as? Value { return choice }
    for text in samples {
      if let value = try? Value(from: StandInDecoder(text: text)) { return value }
    }
    throw NothingStandsIn()
  }

  /// One for each syntax of the vocabulary.
  private static let samples = [
    "text", "01930000-0000-7000-8000-000000000000", "2026-01-31T12:00:00Z", "2026-01-31", "ada@example.org", "J62.01",
    "FR-59", "732829320", "email:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "1.0", "application/json",
  ]
}

/// No sample is something of a type.
struct NothingStandsIn: Error {}

extension ClosedEnumeration {
  fileprivate static var first: Self? { allCases.first }
}

/// Answers every question with one text, one number, and objects and lists that are empty but for what must be there.
private struct StandInDecoder: Decoder, SingleValueDecodingContainer {
  let text: String

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(StandInObject<Key>())
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer {
    CollectingList(items: [], path: .root, findings: FieldFindings(under: nil))
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let scalars: [any Sendable] = [text, true, 1.0, Float(1)]
    if let scalar = scalars.lazy.compactMap({ $0 as? Value }).first { return scalar }
    if let integer = type as? any FixedWidthInteger.Type, let one = integer.init(1) as? Value { return one }
    return try Value(from: self)
  }
}

/// An object that has what it must have.
private struct StandInObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  func contains(_ key: Key) -> Bool { false }

  func decodeNil(forKey key: Key) -> Bool { true }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try StandIn.make(type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(StandInObject<Nested>())
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw NothingStandsIn() }

  func superDecoder() throws -> any Decoder { throw NothingStandsIn() }

  func superDecoder(forKey key: Key) throws -> any Decoder { throw NothingStandsIn() }
}
