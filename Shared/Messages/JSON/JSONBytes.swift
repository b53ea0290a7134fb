public import FoundationEssentials

/// Writes values as JSON straight into bytes, without the tree that `JSONEncoder` builds first.
///
/// Keys come in the order in which a value writes them. What the contract has no use for (`Date`, `Data`, `URL`) is
/// written as its own conformance to `Encodable` wants it; numbers that JSON has no form for are refused.
public enum JSONBytes {
  /// Writes a value; throws `EncodingError` for a number that is not finite, and what the value itself throws.
  public static func encode(_ value: some Encodable) throws -> Data { Data(try bytes(of: value)) }

  /// The same, for whoever needs no `Data`.
  package static func bytes(of value: some Encodable) throws -> [UInt8] {
    var text = JSONText()
    try withUnsafeMutablePointer(to: &text) { try JSONTextEncoder(text: $0, depth: 0).write(value) }
    return text.bytes
  }
}

/// JSON as far as it is written.
///
/// `Encodable` does not say when a container ends: it ends when its parent goes on.
struct JSONText {
  private struct Container {
    let isObject: Bool
    var isEmpty = true
  }

  private(set) var bytes: [UInt8] = []
  private var open: [Container] = []

  init() {
    bytes.reserveCapacity(1024)
  }

  /// Opens a container at a depth, or goes on with the one that is open there; returns the depth inside.
  mutating func begin(isObject: Bool, at depth: Int) -> Int {
    close(to: depth + 1)
    if open.count == depth {
      open.append(Container(isObject: isObject))
      bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    }
    precondition(open[depth].isObject == isObject, "one value asked for an object and for a list")
    return depth + 1
  }

  /// Ends what is still open inside of a container, and separates what comes from what was.
  mutating func next(in depth: Int) {
    close(to: depth)
    precondition(open.count == depth, "a container was written to after its parent went on")
    if open[depth - 1].isEmpty {
      open[depth - 1].isEmpty = false
    } else {
      bytes.append(UInt8(ascii: ","))
    }
  }

  mutating func key(_ key: some CodingKey, in depth: Int) { self.key(key.stringValue, in: depth) }

  mutating func key(_ key: String, in depth: Int) {
    next(in: depth)
    write(key)
    separateKey()
  }

  /// Writes a field of a text; none where there is no text.
  mutating func field(_ key: String, _ value: String?, in depth: Int) {
    guard let value else { return }
    self.key(key, in: depth)
    write(value)
  }

  mutating func separateKey() { bytes.append(UInt8(ascii: ":")) }

  mutating func close(to depth: Int) {
    while open.count > depth {
      bytes.append(open.removeLast().isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
  }

  // MARK: Scalars

  /// What a value is that writes nothing of itself.
  mutating func writeEmptyObject() { bytes.append(contentsOf: "{}".utf8) }

  mutating func write(json: [UInt8]) { bytes.append(contentsOf: json) }

  mutating func writeNull() { bytes.append(contentsOf: "null".utf8) }

  mutating func write(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

  mutating func write(_ value: some BinaryInteger) {
    if let small = UInt8(exactly: value), small < 10 {
      bytes.append(UInt8(ascii: "0") + small)
    } else {
      bytes.append(contentsOf: String(value).utf8)
    }
  }

  mutating func write(_ value: some BinaryFloatingPoint & LosslessStringConvertible) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "JSON has no form for it"))
    }
    let text = value.description
    bytes.append(contentsOf: text.hasSuffix(".0") ? text.dropLast(2).utf8 : text[...].utf8)
  }

  mutating func write(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var start = 0
      var index = 0
      while true {
        index = Self.firstToEscape(in: utf8, from: index)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        guard index < utf8.count else { break }
        escape(utf8[index])
        index += 1
        start = index
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The place of the next byte that cannot stand in a text as it is; the end where there is none.
  private static func firstToEscape(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index + 8 <= text.count {
      let word = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let marks = zeroes(in: word ^ 0x2222_2222_2222_2222) | zeroes(in: word ^ 0x5C5C_5C5C_5C5C_5C5C)
      let special = (marks | ((word &- 0x2020_2020_2020_2020) & ~word)) & 0x8080_8080_8080_8080
      // Of the bytes that are special the first has the lowest bit; a borrow marks only bytes behind it.
      if special != 0 { return index + special.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < text.count, text[index] >= 0x20, text[index] != 0x22, text[index] != 0x5C { index += 1 }
    return index
  }

  /// High bits where bytes are zero, and maybe above the first of these.
  private static func zeroes(in word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 0x0F)])
    }
  }
}
