public import FoundationEssentials

extension JSONValue {
  /// Reads a JSON text (RFC 8259) of any shape; nil where it is none, or nests deeper than 128 levels.
  ///
  /// A key that comes twice counts as it comes last. Numbers without fraction and exponent are integers as far as `Int`
  /// holds them.
  public init?(json text: Data) {
    let value = text.withUnsafeBytes { bytes -> JSONValue? in
      var reader = JSONReader(bytes: bytes)
      return reader.document()
    }
    guard let value else { return nil }
    self = value
  }
}

extension JSONValue {
  /// Reads the JSON text of a message whose fields are to be named: as a decoder takes it, and where a text or a number
  /// is none that a machine holds, with what every check refuses in its place.
  ///
  /// A key that comes twice with different values is no number (`isDisputed`). Half a surrogate pair is a NUL, a number beyond
  /// all bounds infinity.
  init?(message text: Data) {
    let value = text.withUnsafeBytes { bytes -> JSONValue? in
      var reader = JSONReader(bytes: bytes, isForMessages: true)
      return reader.document()
    }
    guard let value else { return nil }
    self = value
  }
}

extension JSONValue {
  /// Reads the JSON text of a message that was read, to write it again; nil where it is none.
  ///
  /// Null stands where no JSON text can say what came: several values of one key, a number beyond all bounds. Nobody asked
  /// for these, or the message would have been refused.
  package init?(kept text: Data) {
    guard let value = JSONValue(message: text) else { return nil }
    self = value.writable
  }

  private var writable: JSONValue {
    switch self {
    case .number(let number) where !number.isFinite: .null
    case .array(let items): .array(items.map(\.writable))
    case .object(let fields): .object(fields.mapValues(\.writable))
    default: self
    }
  }
}

extension JSONValue {
  /// Whether it stands for several values that one key came with; no JSON text has a number that is none.
  var isDisputed: Bool {
    guard case .number(let number) = self else { return false }
    return number.isNaN
  }
}

/// Reads a JSON text from left to right, after its byte order mark if it has one (RFC 8259, section 8.1).
private struct JSONReader {
  let bytes: UnsafeRawBufferPointer
  /// Whether it goes on where a text or a number is none that a machine holds.
  let isForMessages: Bool
  var position = 0
  var depth = 0

  init(bytes: UnsafeRawBufferPointer, isForMessages: Bool = false) {
    self.bytes = bytes
    self.isForMessages = isForMessages
  }

  mutating func document() -> JSONValue? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard let value = value() else { return nil }
    skipSpace()
    return position == bytes.count ? value : nil
  }

  private mutating func value() -> JSONValue? {
    skipSpace()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "{"): return nested { $0.object() }
    case UInt8(ascii: "["): return nested { $0.array() }
    case UInt8(ascii: "\""): return string().map(JSONValue.string)
    case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func nested(_ read: (inout Self) -> JSONValue?) -> JSONValue? {
    guard depth < 128 else { return nil }
    depth += 1
    defer { depth -= 1 }
    position += 1
    return read(&self)
  }

  private mutating func object() -> JSONValue? {
    var fields: JSONObject = [:]
    if takeAfterSpace("}") { return .object(fields) }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let key = string(), takeAfterSpace(":"),
        let value = value()
      else { return nil }
      let former = isForMessages ? fields[key] : nil
      fields[key] = former.map { $0 == value ? value : .number(.nan) } ?? value
      if takeAfterSpace("}") { return .object(fields) }
      guard takeAfterSpace(",") else { return nil }
    }
  }

  private mutating func array() -> JSONValue? {
    var items: [JSONValue] = []
    if takeAfterSpace("]") { return .array(items) }
    while true {
      guard let item = value() else { return nil }
      items.append(item)
      if takeAfterSpace("]") { return .array(items) }
      guard takeAfterSpace(",") else { return nil }
    }
  }

  // MARK: Numbers

  private mutating func number() -> JSONValue? {
    let start = position
    _ = take("-")
    guard integerPart() else { return nil }
    var isInteger = true
    if take(".") {
      isInteger = false
      guard digits() > 0 else { return nil }
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { return nil }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // A minus before nothing is no digit that anybody would send for an id.
    if isInteger, let integer = Int(text), !isForMessages || text != "-0" { return .integer(integer) }
    return Double(text).flatMap { $0.isFinite || isForMessages ? .number($0) : nil }
  }

  /// One zero, or digits that do not begin with one.
  private mutating func integerPart() -> Bool {
    take("0") || digits() > 0
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
    return position - start
  }

  // MARK: Texts

  private mutating func string() -> String? {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return String(validating: bytes[start..<position], as: UTF8.self)
      case UInt8(ascii: "\\"): return escapedString(from: start)
      case 0..<0x20: return nil
      default: position += 1
      }
    }
    return nil
  }

  private mutating func escapedString(from start: Int) -> String? {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text.append(contentsOf: UTF8.encode(scalar)!)
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    switch bytes[position] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return unicodeEscape()
    default: return nil
    }
  }

  /// Leaves the position on the last digit.
  private mutating func unicodeEscape() -> Unicode.Scalar? {
    guard let unit = codeUnit() else { return nil }
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? halfAPair }
    let end = position
    position += 1
    guard take("\\"), position < bytes.count, bytes[position] == UInt8(ascii: "u"), let trail = codeUnit(),
      UTF16.isTrailSurrogate(trail)
    else {
      position = end
      return halfAPair
    }
    return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(trail) - 0xDC00))
  }

  private var halfAPair: Unicode.Scalar? { isForMessages ? "\0" : nil }

  private mutating func codeUnit() -> UInt16? {
    guard position + 4 < bytes.count else { return nil }
    var unit: UInt16 = 0
    for _ in 0..<4 {
      position += 1
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  // MARK: Tokens

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ token: StaticString) -> Bool {
    let count = token.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != token.utf8Start[offset] { return false }
    position += count
    return true
  }

  private mutating func takeAfterSpace(_ token: StaticString) -> Bool {
    skipSpace()
    return take(token)
  }
}
