import FoundationEssentials

/// A look at a JSON text before a decoder takes it: whether it is one to the last byte, and no object in it has a key twice.
///
/// A decoder sees either of two values of a key, and goes past what is no JSON in what it does not ask for: a comma too many, a
/// number `01`. What this suspects, the reader looks at again, so that a text is read in one way, whatever else is in it. It is
/// made for what messages are, objects of few keys without escapes.
struct KeyScan {
  /// The most keys that are compared with each other, in all objects that are open; a message has fewer.
  private static let manyKeys = 128
  /// The most objects and lists in each other; a message has fewer.
  private static let manyLevels = 32

  /// Whether a text is JSON (RFC 8259) of which no object has a key twice, for all that can be seen.
  ///
  /// Whether its bytes are UTF-8, and its escapes are characters, `BodyScan` says.
  static func arePlain(in text: Data) -> Bool {
    text.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress else { return false }
      return withUnsafeTemporaryAllocation(of: Key.self, capacity: manyKeys) { keys in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: manyLevels) { begins in
          var scan = KeyScan(place: first, end: first + bytes.count, keys: keys, begins: begins)
          return scan.isPlain()
        }
      }
    }
  }

  /// A key as it stands in the text.
  private struct Key {
    let start: UnsafeRawPointer
    let count: Int
  }

  /// What may come next.
  private enum Expectation {
    case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd, nothing
  }

  private var place: UnsafeRawPointer
  private let end: UnsafeRawPointer
  private let keys: UnsafeMutableBufferPointer<Key>
  private var keyCount = 0
  /// Where the keys of each open object and list begin, but for those of the innermost.
  private let begins: UnsafeMutableBufferPointer<Int>
  private var begin = 0
  private var depth = 0
  /// A bit for each that is open, the innermost last: 1 for an object.
  private var objects: UInt64 = 0
  private var expected = Expectation.value

  private init(
    place: UnsafeRawPointer, end: UnsafeRawPointer, keys: UnsafeMutableBufferPointer<Key>,
    begins: UnsafeMutableBufferPointer<Int>
  ) {
    self.place = place
    self.end = end
    self.keys = keys
    self.begins = begins
  }

  private mutating func isPlain() -> Bool {
    while place < end {
      let byte = place.load(as: UInt8.self)
      place += 1
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case UInt8(ascii: "\""):
        switch expected {
        case .key, .keyOrEnd:
          guard takeKey() else { return false }
        case .value, .valueOrEnd:
          guard takeText() != nil else { return false }
          endValue()
        default: return false
        }
      case UInt8(ascii: ":"):
        guard expected == .colon else { return false }
        expected = .value
      case UInt8(ascii: ","):
        guard expected == .commaOrEnd else { return false }
        expected = objects & 1 == 1 ? .key : .value
      case UInt8(ascii: "{"):
        guard open(isObject: true) else { return false }
      case UInt8(ascii: "["):
        guard open(isObject: false) else { return false }
      case UInt8(ascii: "}"):
        guard expected == .keyOrEnd || expected == .commaOrEnd, objects & 1 == 1 else { return false }
        close()
      case UInt8(ascii: "]"):
        guard expected == .valueOrEnd || expected == .commaOrEnd, objects & 1 == 0 else { return false }
        close()
      default:
        guard expected == .value || expected == .valueOrEnd, takeWord(beginningWith: byte) else { return false }
        endValue()
      }
    }
    return expected == .nothing
  }

  private mutating func open(isObject: Bool) -> Bool {
    guard expected == .value || expected == .valueOrEnd, depth < Self.manyLevels else { return false }
    begins[depth] = begin
    depth += 1
    begin = keyCount
    objects = objects << 1 | (isObject ? 1 : 0)
    expected = isObject ? .keyOrEnd : .valueOrEnd
    return true
  }

  /// Ends the innermost, which there is: nothing else leads to what is expected then.
  private mutating func close() {
    depth -= 1
    (keyCount, begin) = (begin, begins[depth])
    objects >>= 1
    endValue()
  }

  private mutating func endValue() { expected = depth == 0 ? .nothing : .commaOrEnd }

  /// Goes past a key that is no other's in its object.
  private mutating func takeKey() -> Bool {
    let start = place
    guard takeText() == true, keyCount < Self.manyKeys else { return false }
    let count = place - start - 1
    for index in begin..<keyCount where keys[index].count == count {
      if Self.isSame(keys[index].start, start, count) { return false }
    }
    keys[keyCount] = Key(start: start, count: count)
    keyCount += 1
    expected = .colon
    return true
  }

  /// Goes past a text, and its quotation mark; whether it has no escapes, or nil where it is no text.
  private mutating func takeText() -> Bool? {
    var isPlain = true
    while true {
      while end - place >= 8 {
        let word = place.loadUnaligned(as: UInt64.self)
        let marks = Self.zeroes(in: word ^ Self.quotes) | Self.zeroes(in: word ^ Self.backslashes)
        let special = marks | ((word &- Self.spaces) & ~word)
        // Of the bytes that are special the first has the lowest bit.
        let plain = (special & Self.highBits).trailingZeroBitCount / 8
        place += plain
        if plain < 8 { break }
      }
      guard place < end else { return nil }
      switch place.load(as: UInt8.self) {
      case UInt8(ascii: "\""):
        place += 1
        return isPlain
      case UInt8(ascii: "\\"):
        isPlain = false
        place += 1
        guard takeEscape() else { return nil }
      case 0..<0x20: return nil
      default: place += 1
      }
    }
  }

  private mutating func takeEscape() -> Bool {
    guard place < end else { return false }
    defer { place += 1 }
    switch place.load(as: UInt8.self) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      for _ in 0..<4 {
        place += 1
        guard place < end else {
          place -= 1
          return false
        }
        switch place.load(as: UInt8.self) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
          UInt8(ascii: "A")...UInt8(ascii: "F"):
          continue
        default: return false
        }
      }
      return true
    default: return false
    }
  }

  /// Goes past a number, or a name of a value.
  private mutating func takeWord(beginningWith byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "t"): take("rue")
    case UInt8(ascii: "f"): take("alse")
    case UInt8(ascii: "n"): take("ull")
    default: takeNumber(beginningWith: byte)
    }
  }

  /// RFC 8259, section 6.
  private mutating func takeNumber(beginningWith byte: UInt8) -> Bool {
    var byte = byte
    if byte == UInt8(ascii: "-") {
      guard place < end else { return false }
      byte = place.load(as: UInt8.self)
      place += 1
    }
    switch byte {
    case UInt8(ascii: "0"): break
    case UInt8(ascii: "1")...UInt8(ascii: "9"): _ = takeDigits()
    default: return false
    }
    if take(".") {
      guard takeDigits() else { return false }
    }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard takeDigits() else { return false }
    }
    return true
  }

  /// Whether there was one.
  private mutating func takeDigits() -> Bool {
    let start = place
    while place < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= place.load(as: UInt8.self) { place += 1 }
    return place > start
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - place >= count, Self.isSame(place, word.utf8Start, count) else { return false }
    place += count
    return true
  }

  private static func isSame(_ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ count: Int) -> Bool {
    var offset = 0
    while offset < count, (one + offset).load(as: UInt8.self) == (other + offset).load(as: UInt8.self) { offset += 1 }
    return offset == count
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  private static let quotes: UInt64 = 0x2222_2222_2222_2222
  private static let spaces: UInt64 = 0x2020_2020_2020_2020

  /// High bits where bytes are zero, and maybe above the first of these.
  private static func zeroes(in word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
}
