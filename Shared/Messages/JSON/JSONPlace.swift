import FoundationEssentials

/// One place in a JSON text that was taken apart: what a value is asked to decode itself from.
///
/// Lives no longer than the call of `read` that it belongs to. It is three words, which is what an existential holds without
/// an allocation. That one place changes what another sees, the field that is looked for first, is of no consequence to what is read.
struct JSONPlace {
  let bytes: UnsafePointer<UInt8>
  let tokens: UnsafeMutablePointer<JSONToken>
  let index: Int

  /// Takes a text apart and hands over its outermost value; throws `DecodingError` where it is no JSON.
  static func read<Value>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (JSONPlace) throws -> Value
  ) throws -> Value {
    guard let bytes = text.baseAddress else { throw defect("is no JSON") }
    let tokens = UnsafeMutablePointer<JSONToken>.allocate(capacity: JSONTokenizer.capacity(for: text.count))
    defer { tokens.deallocate() }
    guard JSONTokenizer.tokenize(text, into: tokens) != nil else { throw defect("is no JSON") }
    return try body(JSONPlace(bytes: bytes, tokens: tokens, index: 0))
  }

  var token: JSONToken { tokens[index] }

  func at(_ index: Int) -> JSONPlace { JSONPlace(bytes: bytes, tokens: tokens, index: index) }

  var isNull: Bool { tokens[index].kind == .null }

  /// What `DecodingError` says, for programs that ask what went wrong; where fields are to be named, `CollectingDecoder` reads.
  static func defect(_ words: String) -> DecodingError {
    .dataCorrupted(DecodingError.Context(codingPath: [], debugDescription: words))
  }

  // MARK: Scalars

  /// The bytes of a text or a number.
  var span: UnsafeBufferPointer<UInt8> {
    let token = tokens[index]
    return UnsafeBufferPointer(start: bytes + Int(token.start), count: Int(token.count))
  }

  func text() throws -> String {
    guard tokens[index].kind == .text else { throw Self.defect("is not a string") }
    if tokens[index].isPlain { return String(decoding: span, as: UTF8.self) }
    guard let text = JSONTexts.text(escaped: span) else { throw Self.defect("is not a string") }
    return text
  }

  func truth() throws -> Bool {
    switch tokens[index].kind {
    case .truth: true
    case .falsehood: false
    default: throw Self.defect("is not true or false")
    }
  }

  func number() throws -> Double {
    guard tokens[index].kind == .number, let number = Double(String(decoding: span, as: UTF8.self)), number.isFinite
    else { throw Self.defect("is not a number") }
    return number
  }

  /// A whole number, also where it is written with a fraction of zeros or an exponent.
  func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
    let token = tokens[index]
    guard token.kind == .number else { throw Self.defect("is not an integer") }
    if token.isPlain {
      if let small = smallInteger, let integer = Integer(exactly: small) { return integer }
      if let integer = Integer(String(decoding: span, as: UTF8.self)) { return integer }
    } else if let integer = Integer(exactly: try number()) {
      return integer
    }
    throw Self.defect("is not an integer of \(Integer.bitWidth) bits")
  }

  /// The number, where it has so few digits that it fits for sure.
  private var smallInteger: Int? {
    let digits = span
    guard digits.count <= 18 else { return nil }
    let isNegative = digits[0] == UInt8(ascii: "-")
    var value = 0
    for digit in digits[(isNegative ? 1 : 0)...] { value = value &* 10 &+ Int(digit &- UInt8(ascii: "0")) }
    return isNegative ? -value : value
  }

  // MARK: Fields

  /// The place of a field's value, from the token of an object; nil where it has none of that name.
  ///
  /// Of a key that comes twice, one counts; where anybody may write, `KeyScan` has refused it before.
  func field(_ name: String) -> JSONPlace? {
    let object = tokens + index
    let (first, end) = (index + 1, Int(object.pointee.next))
    guard first < end else { return nil }
    let likely = Int(object.pointee.start)
    var name = name
    return name.withUTF8 { find($0, from: likely, to: end) ?? find($0, from: first, to: likely) }
  }

  private func find(_ name: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> JSONPlace? {
    var key = start
    while key < end {
      if isKey(key, name) {
        let next = tokens[key + 1].next
        tokens[index].start = next < tokens[index].next ? next : UInt32(index + 1)
        return at(key + 1)
      }
      key = Int(tokens[key + 1].next)
    }
    return nil
  }

  private func isKey(_ key: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let token = tokens[key]
    guard token.isPlain else { return isUnusualKey(key, name) }
    guard Int(token.count) == name.count else { return false }
    let start = bytes + Int(token.start)
    for offset in 0..<name.count where start[offset] != name[offset] { return false }
    return true
  }

  /// A field that must be there.
  func required(_ name: String) throws -> JSONPlace {
    guard let field = field(name) else { throw Self.defect("\(name) is missing") }
    return field
  }

  /// A text that may be missing, or null.
  func textIfPresent(_ name: String) throws -> String? {
    guard let field = field(name), !field.isNull else { return nil }
    return try field.text()
  }

  /// Texts are equal by what they mean, however they are composed.
  private func isUnusualKey(_ key: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    JSONTexts.text(escaped: at(key).span) == String(decoding: name, as: UTF8.self)
  }

  // MARK: Any value

  /// Whatever stands here, as decoding a `JSONValue` comes to it.
  func value() throws -> JSONValue {
    switch tokens[index].kind {
    case .null: return .null
    case .truth: return .boolean(true)
    case .falsehood: return .boolean(false)
    case .text: return .string(try text())
    case .number:
      if let integer = try? integer(Int.self) { return .integer(integer) }
      return .number(try number())
    case .object: return .object(try object())
    case .list:
      var items: [JSONValue] = []
      items.reserveCapacity(Int(tokens[index].count))
      var item = index + 1
      while item < Int(tokens[index].next) {
        items.append(try at(item).value())
        item = Int(tokens[item].next)
      }
      return .array(items)
    }
  }

  /// The fields of an object, as decoding a `JSONObject` comes to it.
  func object() throws -> JSONObject {
    let object = tokens[index]
    guard object.kind == .object else { throw Self.defect("is not an object") }
    var fields = JSONObject(minimumCapacity: Int(object.count))
    var key = index + 1
    while key < Int(object.next) {
      let name = try at(key).text()
      // Of a key that comes twice, the first counts; see `field`.
      if fields[name] == nil { fields[name] = try at(key + 1).value() }
      key = Int(tokens[key + 1].next)
    }
    return fields
  }
}
