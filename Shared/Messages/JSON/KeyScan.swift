import FoundationEssentials

/// A look at the keys of a JSON text: whether one may come twice in an object, of which a decoder would see either.
///
/// It knows bytes, and no grammar: what it suspects, the reader looks at again. It is made for what messages are, objects of few
/// keys without escapes.
enum KeyScan {
  /// The most keys that are compared with each other, in all objects that are open; a message has fewer.
  private static let manyKeys = 128
  /// The most objects and lists in each other; a message has fewer.
  private static let manyLevels = 32

  /// Whether no object of a text has a key twice, for all that can be seen.
  static func areUnique(in text: Data) -> Bool {
    text.withUnsafeBytes { bytes in
      guard let first = bytes.baseAddress else { return true }
      return withUnsafeTemporaryAllocation(of: Key.self, capacity: manyKeys) { keys in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: manyLevels) { begins in
          areUnique(first, first + bytes.count, keys: keys, begins: begins)
        }
      }
    }
  }

  /// A key as it stands in the text.
  private struct Key {
    let start: UnsafeRawPointer
    let count: Int
  }

  /// `begins` tells where the keys of each open object and list begin.
  private static func areUnique(
    _ first: UnsafeRawPointer, _ end: UnsafeRawPointer, keys: UnsafeMutableBufferPointer<Key>,
    begins: UnsafeMutableBufferPointer<Int>
  ) -> Bool {
    var (place, keyCount, begin, depth) = (first, 0, 0, 0)
    while place < end {
      let byte = place.load(as: UInt8.self)
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        let start = place
        let isPlain = skipText(&place, end)
        let count = place - start - 1
        guard isFollowedByColon(place, end) else { continue }
        guard isPlain, keyCount < manyKeys else { return false }
        for index in begin..<keyCount where keys[index].count == count {
          if isSame(keys[index].start, start, count) { return false }
        }
        keys[keyCount] = Key(start: start, count: count)
        keyCount += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < manyLevels else { return false }
        begins[depth] = begin
        depth += 1
        begin = keyCount
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return false }
        depth -= 1
        (keyCount, begin) = (begin, begins[depth])
      default: break
      }
    }
    return true
  }

  /// Goes past a text, and its quotation mark; whether it has no escapes.
  private static func skipText(_ place: inout UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
    var isPlain = true
    while true {
      while end - place >= 8 {
        let word = place.loadUnaligned(as: UInt64.self)
        let special = zeroes(in: word ^ quotes) | zeroes(in: word ^ backslashes)
        // Of the bytes that are special the first has the lowest bit.
        let plain = (special & highBits).trailingZeroBitCount / 8
        place += plain
        if plain < 8 { break }
      }
      guard place < end else { return false }
      switch place.load(as: UInt8.self) {
      case UInt8(ascii: "\""):
        place += 1
        return isPlain
      case UInt8(ascii: "\\"):
        isPlain = false
        place += end - place > 1 ? 2 : 1
      default: place += 1
      }
    }
  }

  private static func isFollowedByColon(_ place: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
    var place = place
    while place < end {
      switch place.load(as: UInt8.self) {
      case UInt8(ascii: ":"): return true
      case 0x20, 0x09, 0x0A, 0x0D: place += 1
      default: return false
      }
    }
    return false
  }

  private static func isSame(_ one: UnsafeRawPointer, _ other: UnsafeRawPointer, _ count: Int) -> Bool {
    var offset = 0
    while offset < count, (one + offset).load(as: UInt8.self) == (other + offset).load(as: UInt8.self) { offset += 1 }
    return offset == count
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  private static let quotes: UInt64 = 0x2222_2222_2222_2222

  /// High bits where bytes are zero, and maybe above the first of these.
  private static func zeroes(in word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
}
