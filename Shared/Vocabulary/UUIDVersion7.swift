public import FoundationEssentials

extension UUID {
  /// A new UUID of version 7: 48 bits of Unix milliseconds, then random bits (RFC 9562, section 5.7).
  public static func version7(at instant: Date = Date()) -> UUID {
    let milliseconds = UInt64(max(0, instant.timeIntervalSince1970 * 1000))
    let random = RandomNumbers.shared.pair()
    let high = milliseconds << 16 | 0x7000 | (random.0 & 0x0FFF)
    let low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    func byte(_ word: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
    return UUID(
      uuid: (
        byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5), byte(high, 6),
        byte(high, 7), byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4), byte(low, 5),
        byte(low, 6), byte(low, 7)
      )
    )
  }

  /// The 36-character form in lower case, as every message carries it.
  public var lowercased: String {
    withUnsafeBytes(of: uuid) { bytes in
      String(unsafeUninitializedCapacity: 36) { buffer in
        var position = 0
        for (index, byte) in bytes.enumerated() {
          if index == 4 || index == 6 || index == 8 || index == 10 {
            buffer[position] = UInt8(ascii: "-")
            position += 1
          }
          buffer[position] = hexadecimalDigit(byte >> 4)
          buffer[position + 1] = hexadecimalDigit(byte & 0x0F)
          position += 2
        }
        return position
      }
    }
  }

  /// Whether this UUID's bytes sort before another's: the order PostgreSQL gives `uuid`.
  public func precedes(_ other: UUID) -> Bool {
    withUnsafeBytes(of: uuid) { left in
      withUnsafeBytes(of: other.uuid) { right in
        left.lexicographicallyPrecedes(right)
      }
    }
  }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
