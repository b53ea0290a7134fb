extension OrderedJSON {
  /// Where a text stops being JSON (RFC 8259).
  package struct Malformed: Error, CustomStringConvertible {
    /// The byte, from 0.
    package let position: Int

    package var description: String { "it is no JSON at byte \(position)" }
  }

  /// Reads a JSON text of any shape; throws `Malformed` where it is none, or nests deeper than 128 levels.
  package init(json text: some Sequence<UInt8>) throws(Malformed) {
    var reader = OrderedJSONReader(bytes: Array(text))
    self = try reader.document()
  }
}

/// Reads a JSON text from left to right.
private struct OrderedJSONReader {
  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(OrderedJSON.Malformed) -> OrderedJSON {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw malformed }
    return value
  }

  private var malformed: OrderedJSON.Malformed { OrderedJSON.Malformed(position: position) }

  private mutating func value() throws(OrderedJSON.Malformed) -> OrderedJSON {
    skipSpace()
    guard position < bytes.count, depth < 128 else { throw malformed }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(OrderedJSON.Malformed) -> OrderedJSON {
    position += 1
    depth += 1
    defer { depth -= 1 }
    var members: [OrderedJSON.Member] = []
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw malformed }
      let key = try string()
      guard take(":") else { throw malformed }
      members.append(OrderedJSON.Member(key: key, value: try value()))
      if take("}") { return .object(members) }
      guard take(",") else { throw malformed }
    }
  }

  private mutating func array() throws(OrderedJSON.Malformed) -> OrderedJSON {
    position += 1
    depth += 1
    defer { depth -= 1 }
    var items: [OrderedJSON] = []
    if take("]") { return .array(items) }
    while true {
      items.append(try value())
      if take("]") { return .array(items) }
      guard take(",") else { throw malformed }
    }
  }

  private mutating func word(_ word: String, _ value: OrderedJSON) throws(OrderedJSON.Malformed) -> OrderedJSON {
    guard bytes[position...].starts(with: word.utf8) else { throw malformed }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws(OrderedJSON.Malformed) -> OrderedJSON {
    let start = position
    while position < bytes.count, Self.isInNumber(bytes[position]) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Double(digits) != nil else { throw malformed }
    return .number(digits)
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func string() throws(OrderedJSON.Malformed) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw malformed }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: UTF8.encode(try escape())!)
      case 0..<0x20: throw malformed
      default: text.append(byte)
      }
    }
    throw malformed
  }

  private mutating func escape() throws(OrderedJSON.Malformed) -> Unicode.Scalar {
    guard position < bytes.count else { throw malformed }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default: throw malformed
    }
  }

  private mutating func codePoint() throws(OrderedJSON.Malformed) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(unit), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw malformed }
    position += 2
    let trail = try codeUnit()
    guard UTF16.isTrailSurrogate(trail),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00))
    else { throw malformed }
    return scalar
  }

  private mutating func codeUnit() throws(OrderedJSON.Malformed) -> UInt16 {
    guard position + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw malformed }
    position += 4
    return unit
  }

  private mutating func take(_ token: Character) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == token.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
  }
}
