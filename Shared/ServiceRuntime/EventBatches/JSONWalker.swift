import Glibc

/// Walks through a JSON object or list, whose items it passes over unread.
///
/// What an item is, its reader finds out: only where items begin and end has to be right, of what is well-formed.
struct JSONWalker {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Whether an object begins here.
  var isAtObject: Bool { isAt(UInt8(ascii: "{")) }

  /// Whether a text begins here.
  var isAtString: Bool { isAt(UInt8(ascii: "\"")) }

  /// Whether nothing comes any more but space.
  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return position == bytes.count
    }
  }

  /// Reads an object; what is done at each item has to go past it, and says whether it could.
  ///
  /// False where it is none.
  mutating func read(
    member: (_ name: UnsafeRawBufferPointer, _ reader: inout JSONWalker) -> Bool
  ) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    if take(UInt8(ascii: "}")) { return true }
    repeat {
      skipSpace()
      guard let name = plainString(), take(UInt8(ascii: ":")) else { return false }
      skipSpace()
      guard member(name, &self) else { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}"))
  }

  /// Reads a list that nothing comes after; where each item stands, without the space around it.
  ///
  /// Nil where it is none, or lacks an item.
  mutating func readItems() -> [Range<Int>]? {
    guard take(UInt8(ascii: "[")) else { return nil }
    var items: [Range<Int>] = []
    repeat {
      skipSpace()
      let start = position
      guard skipItem() else { return nil }
      var end = position
      while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
      guard end > start else { return nil }
      items.append(start..<end)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) && isAtEnd ? items : nil
  }

  /// The bytes of a text, to which it goes past; nil where there is none, or one with an escape.
  mutating func plainString() -> UnsafeRawBufferPointer? {
    guard isAtString, let count = count(to: "\"", from: position + 1) else { return nil }
    let text = UnsafeRawBufferPointer(rebasing: bytes[position + 1..<position + 1 + count])
    position += count + 2
    return memchr(text.baseAddress!, Int32(UInt8(ascii: "\\")), count) == nil ? text : nil
  }

  /// Goes past an item, to the comma or bracket that ends it.
  mutating func skipItem() -> Bool {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ",") where depth == 0: return true
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if depth == 0 { return true }
        depth -= 1
      default: break
      }
      position += 1
    }
    return false
  }

  private mutating func skipString() -> Bool {
    position += 1
    while let count = count(to: "\"", from: position) {
      position += count + 1
      // Of backslashes in a row, each other is one that is meant.
      var escapes = 0
      while escapes < count, bytes[position - 2 - escapes] == UInt8(ascii: "\\") { escapes += 1 }
      if escapes.isMultiple(of: 2) { return true }
    }
    return false
  }

  /// How many bytes there are before the next of a kind; nil where there is none.
  private func count(to byte: Unicode.Scalar, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    return memchr(base + start, Int32(byte.value), bytes.count - start).map { UnsafeRawPointer($0) - (base + start) }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard isAt(byte) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private func isAt(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }
}
