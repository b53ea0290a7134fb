import Vocabulary

/// Decodes a message to find everything in it that breaks its schema, where a decoder would stop at the first.
///
/// What does not decode is reported, and something of its type stands in for it, so that the rest is looked at, too. It is
/// slow, and taken only by a message that did not decode or may hold what a text may not.
struct CollectingDecoder: Decoder {
  let value: JSONValue
  let path: FieldPath
  let findings: FieldFindings

  // Errors are reported where they are found; nobody needs to be told the way there.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let fields) = value else { throw FieldDefect(value, isNot: "an object") }
    return KeyedDecodingContainer(CollectingObject<Key>(fields: fields, path: path, findings: findings))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let items) = value else { throw FieldDefect(value, isNot: "a list") }
    return CollectingList(items: items, path: path, findings: findings)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { CollectingScalar(decoder: self) }

  /// The value as a type wants it, or what stands in for it once it is reported.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if Value.self == JSONValue.self, !value.isDisputed, let any = value as? Value { return any }
    do {
      return try read(type)
    } catch is NothingStandsIn {
      // What is inside was reported; this can only be made whole.
    } catch {
      findings.report(path, FieldDefect.words(for: error))
    }
    return try findings.standIn(for: type)
  }

  /// The value as a type reads it, and where it has one meaning in another form, as that.
  fileprivate func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if type == Timestamp.self, let instant = try instant() as? Value { return instant }
    if type is any MayBeWholeNumber.Type, let digits = try value.wholeNumber() {
      return try Value(from: CollectingDecoder(value: .string(digits), path: path, findings: findings))
    }
    return try Value(from: self)
  }

  /// A time, or a day where somebody says when it begins.
  private func instant() throws -> Timestamp {
    switch value {
    case .string(let text):
      if let defect = MessageText.defect(of: text) { throw FieldDefect(words: defect) }
      if let instant = Timestamp(text) { return instant }
      if let days = findings.days, let day = CalendarDay(text) { return days.begin(of: day) }
      throw FieldDefect(words: Timestamp.defect(of: text))
    case .integer: throw FieldDefect(words: Timestamp.numberDefect)
    case .number where !value.isDisputed: throw FieldDefect(words: Timestamp.numberDefect)
    default: throw FieldDefect(value, isNot: "a string")
    }
  }
}

/// Why one value is not what its type wants.
struct FieldDefect: Error {
  let words: String

  init(_ value: JSONValue, isNot form: String) {
    words =
      switch value {
      case .null: "is null"
      case .number where value.isDisputed: "is given more than once, with different values: send it once"
      default: "is not \(form)"
      }
  }

  init(words: String) {
    self.words = words
  }

  /// What to say of a field, after its name and without its value.
  ///
  /// The contract's types say "is …" or "has …" themselves; what the standard library says may hold the value.
  static func words(for error: any Error) -> String {
    if let defect = error as? FieldDefect { return defect.words }
    guard case DecodingError.dataCorrupted(let context) = error else { return "is not valid" }
    let words = context.debugDescription
    return words.hasPrefix("is ") || words.hasPrefix("has ") ? words : "is not valid"
  }
}

/// A value that is no container.
private struct CollectingScalar: SingleValueDecodingContainer {
  let decoder: CollectingDecoder

  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { decoder.value == .null }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let read: Any? =
      switch type {
      case is String.Type: try text()
      case is Bool.Type: try truth()
      case is Double.Type: try number()
      case is Float.Type: Float(try number())
      case let integer as any FixedWidthInteger.Type: try self.integer(integer)
      default: nil
      }
    return try read as? Value ?? decoder.read(type)
  }

  private func text() throws -> String {
    guard case .string(let text) = decoder.value else { throw FieldDefect(decoder.value, isNot: "a string") }
    if let defect = MessageText.defect(of: text) { throw FieldDefect(words: defect) }
    return text
  }

  private func truth() throws -> Bool {
    guard case .boolean(let truth) = decoder.value else {
      if decoder.value == "true" || decoder.value == "false" {
        throw FieldDefect(words: "is a text: send true or false, without quotes")
      }
      throw FieldDefect(decoder.value, isNot: "true or false")
    }
    return truth
  }

  private func number() throws -> Double {
    switch decoder.value {
    case .integer(let integer): return Double(integer)
    case .number(let number) where number.isFinite: return number
    default: throw FieldDefect(decoder.value, isNot: "a number")
    }
  }

  private func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
    let integer: Integer? =
      switch decoder.value {
      case .integer(let integer): Integer(exactly: integer)
      case .number(let number) where !number.isNaN: Integer(exactly: number)
      case .string(let text) where Double(text) != nil:
        throw FieldDefect(words: "is a text: send a whole number, without quotes")
      default: throw FieldDefect(decoder.value, isNot: "an integer")
      }
    guard let integer else { throw FieldDefect(words: "is not an integer of \(Integer.bitWidth) bits") }
    return integer
  }
}
