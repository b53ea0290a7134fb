import FoundationEssentials

/// A look at the bytes of a body before any decoder takes them: cheap, since nearly every message is above suspicion.
enum BodyScan {
  /// UTF-8, and nothing in it that no text may hold.
  case plain
  /// UTF-8 with something in it that a text may not hold, maybe in a field that nobody reads; or after a byte order mark.
  case suspicious
  /// No UTF-8, or it holds a NUL, as every UTF-16 and UTF-32 does.
  case unreadable

  /// Looks at a body.
  init(_ body: Data) {
    self = body.withUnsafeBytes { bytes in
      var scanner = ByteScanner(bytes: bytes)
      return scanner.scan()
    }
  }
}

private struct ByteScanner {
  let bytes: UnsafeRawBufferPointer
  var position = 0
  var isSuspicious = false

  init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  mutating func scan() -> BodyScan {
    // Left to the reader, which goes past it; not every decoder does.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { isSuspicious = true }
    while position < bytes.count {
      skipPlainWords()
      guard position < bytes.count else { break }
      guard look() else { return .unreadable }
    }
    return isSuspicious ? .suspicious : .plain
  }

  /// Goes on, eight bytes at a time, as long as they are ASCII without NUL, DEL and backslash.
  private mutating func skipPlainWords() {
    while position + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let unusual = word | Self.zeroes(in: word) | Self.zeroes(in: word ^ Self.backslashes)
      guard (unusual | Self.zeroes(in: word ^ Self.deletes)) & Self.highBits == 0 else { return }
      position += 8
    }
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  private static let deletes: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// High bits where bytes are zero, among bytes without high bits.
  private static func zeroes(in word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }

  /// Looks at one character; false where the body is no UTF-8 of ours.
  private mutating func look() -> Bool {
    switch bytes[position] {
    case 0: return false
    case 0x7F: isSuspicious = true
    case UInt8(ascii: "\\"): lookAtEscape()
    case 0x80...: return lookBeyondASCII()
    default: break
    }
    position += 1
    return true
  }

  /// Leaves the position on the escape's last byte.
  private mutating func lookAtEscape() {
    position += 1
    guard position < bytes.count else { return }
    switch bytes[position] {
    case UInt8(ascii: "b"), UInt8(ascii: "f"): isSuspicious = true
    case UInt8(ascii: "u"):
      let digits = bytes[(position + 1)...].prefix(4)
      position += digits.count
      guard let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else { return }
      // Pairs of surrogates are for the reader to see: alone they are what no text may hold.
      if MessageText.forbids(unit) || UTF16.isSurrogate(unit) { isSuspicious = true }
    default: break
    }
  }

  /// Looks at one character of several bytes, and goes past it; false where the bytes are none (Unicode, table 3-7).
  private mutating func lookBeyondASCII() -> Bool {
    let (length, second): (Int, ClosedRange<UInt8>)
    switch bytes[position] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return false
    }
    guard position + length <= bytes.count, second ~= bytes[position + 1],
      bytes[(position + 2)..<(position + length)].allSatisfy({ 0x80...0xBF ~= $0 })
    else { return false }
    if isHarmful(length: length) { isSuspicious = true }
    position += length
    return true
  }

  /// C1 controls begin with C2, the marks of direction with D8, E2 80 and E2 81.
  private func isHarmful(length: Int) -> Bool {
    switch (bytes[position], bytes[position + 1], bytes[position + length - 1]) {
    case (0xC2, 0x80...0x9F, _), (0xD8, 0x9C, _): true
    case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9): true
    default: false
    }
  }
}
