/// Takes a JSON text (RFC 8259) apart, once and from left to right: the tokens of its values and keys, in the order of the text.
///
/// Escapes are looked at for their form only, and numbers are left as they stand; whoever asks for one reads it.
struct JSONTokenizer {
  /// The most objects and lists in each other; what is deeper is no text of ours.
  static let levels = 512

  private let begin: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private let tokens: UnsafeMutablePointer<JSONToken>
  private var place: UnsafePointer<UInt8>
  private var count = 0
  /// The innermost that is open; while it is, its `next` names the one around it.
  private var open = none
  private var depth = 0

  private static let none = UInt32.max

  /// The most tokens that are found in so many bytes, JSON or not: a value has another byte before or behind it, but for the
  /// outermost and for what is begun and never ended.
  static func capacity(for bytes: Int) -> Int { bytes / 2 + min(bytes, levels) + 2 }

  /// Takes a text apart into memory for `capacity(for:)` tokens, and says how many it has; nil where it is no JSON, or of 4 GB.
  static func tokenize(_ text: UnsafeBufferPointer<UInt8>, into tokens: UnsafeMutablePointer<JSONToken>) -> Int? {
    guard let begin = text.baseAddress, text.count < Int(UInt32.max) else { return nil }
    var tokenizer = JSONTokenizer(begin: begin, end: begin + text.count, tokens: tokens)
    return tokenizer.run() ? tokenizer.count : nil
  }

  private init(
    begin: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, tokens: UnsafeMutablePointer<JSONToken>
  ) {
    self.begin = begin
    self.end = end
    self.tokens = tokens
    self.place = begin
  }

  private mutating func run() -> Bool {
    var isDone = takeValue()
    while isDone, open != Self.none {
      isDone = tokens[Int(open)].kind == .object ? goOnInObject() : goOnInList()
    }
    skipSpace()
    return isDone && place == end
  }

  // MARK: Containers

  /// Takes a field, or ends the object.
  private mutating func goOnInObject() -> Bool {
    let object = Int(open)
    if takeAfterSpace(UInt8(ascii: "}")) {
      close()
      return true
    }
    if tokens[object].count > 0 {
      guard take(UInt8(ascii: ",")) else { return false }
      skipSpace()
    }
    guard take(UInt8(ascii: "\"")), takeText(), takeAfterSpace(UInt8(ascii: ":")) else { return false }
    tokens[object].count += 1
    return takeValue()
  }

  /// Takes an item, or ends the list.
  private mutating func goOnInList() -> Bool {
    let list = Int(open)
    if takeAfterSpace(UInt8(ascii: "]")) {
      close()
      return true
    }
    if tokens[list].count > 0 {
      guard take(UInt8(ascii: ",")) else { return false }
    }
    tokens[list].count += 1
    return takeValue()
  }

  private mutating func begin(_ kind: JSONToken.Kind) -> Bool {
    guard depth < Self.levels else { return false }
    depth += 1
    tokens[count] = JSONToken(kind: kind, isPlain: false, start: UInt32(count + 1), count: 0, next: open)
    open = UInt32(count)
    count += 1
    return true
  }

  private mutating func close() {
    let closed = Int(open)
    open = tokens[closed].next
    tokens[closed].next = UInt32(count)
    depth -= 1
  }

  // MARK: Values

  private mutating func takeValue() -> Bool {
    skipSpace()
    guard place < end else { return false }
    let byte = place.pointee
    place += 1
    switch byte {
    case UInt8(ascii: "\""): return takeText()
    case UInt8(ascii: "{"): return begin(.object)
    case UInt8(ascii: "["): return begin(.list)
    case UInt8(ascii: "t"): return take("rue", as: .truth)
    case UInt8(ascii: "f"): return take("alse", as: .falsehood)
    case UInt8(ascii: "n"): return take("ull", as: .null)
    default:
      place -= 1
      return takeNumber()
    }
  }

  private mutating func add(_ kind: JSONToken.Kind, isPlain: Bool, from start: UnsafePointer<UInt8>, count bytes: Int) {
    tokens[count] = JSONToken(
      kind: kind, isPlain: isPlain, start: UInt32(truncatingIfNeeded: start - begin),
      count: UInt32(truncatingIfNeeded: bytes), next: UInt32(truncatingIfNeeded: count + 1))
    count += 1
  }

  private mutating func take(_ rest: StaticString, as kind: JSONToken.Kind) -> Bool {
    let length = rest.utf8CodeUnitCount
    guard end - place >= length else { return false }
    for offset in 0..<length where place[offset] != rest.utf8Start[offset] { return false }
    place += length
    add(kind, isPlain: true, from: place - length - 1, count: length + 1)
    return true
  }

  /// Goes past a text, and the quotation mark that ends it.
  private mutating func takeText() -> Bool {
    let start = place
    var isPlain = true
    while true {
      skipPlainWords()
      guard place < end else { return false }
      let byte = place.pointee
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        add(.text, isPlain: isPlain, from: start, count: place - start - 1)
        return true
      case UInt8(ascii: "\\"):
        isPlain = false
        guard takeEscape() else { return false }
      case 0..<0x20: return false
      case 0x80...: isPlain = false
      default: break
      }
    }
  }

  /// Goes on to a quotation mark, a backslash, a control character or what is beyond ASCII, if there is one within whole words.
  private mutating func skipPlainWords() {
    while end - place >= 8 {
      let word = UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
      let marks = Self.zeroes(in: word ^ Self.quotes) | Self.zeroes(in: word ^ Self.backslashes)
      let special = (marks | ((word &- Self.spaces) & ~word) | word) & Self.highBits
      // Of the bytes that are special the first has the lowest bit.
      let plain = special.trailingZeroBitCount / 8
      place += plain
      if plain < 8 { return }
    }
  }

  private mutating func takeEscape() -> Bool {
    guard place < end else { return false }
    let byte = place.pointee
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      guard end - place >= 4 else { return false }
      for offset in 0..<4 where JSONTexts.hexadecimalValue(place[offset]) == nil { return false }
      place += 4
      return true
    default: return false
    }
  }

  /// RFC 8259, section 6.
  private mutating func takeNumber() -> Bool {
    let start = place
    var isPlain = true
    _ = take(UInt8(ascii: "-"))
    guard take(UInt8(ascii: "0")) || takeDigits() else { return false }
    if take(UInt8(ascii: ".")) {
      isPlain = false
      guard takeDigits() else { return false }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isPlain = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() else { return false }
    }
    add(.number, isPlain: isPlain, from: start, count: place - start)
    return true
  }

  /// Whether there was one.
  private mutating func takeDigits() -> Bool {
    let start = place
    while place < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= place.pointee { place += 1 }
    return place > start
  }

  // MARK: Bytes

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < end, place.pointee == byte else { return false }
    place += 1
    return true
  }

  private mutating func takeAfterSpace(_ byte: UInt8) -> Bool {
    skipSpace()
    return take(byte)
  }

  private mutating func skipSpace() {
    while place < end {
      switch place.pointee {
      case 0x20, 0x09, 0x0A, 0x0D: place += 1
      default: return
      }
    }
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  private static let quotes: UInt64 = 0x2222_2222_2222_2222
  private static let spaces: UInt64 = 0x2020_2020_2020_2020

  /// High bits where bytes are zero, and maybe above the first of these.
  private static func zeroes(in word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
}
