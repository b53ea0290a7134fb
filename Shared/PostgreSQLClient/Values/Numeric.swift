/// The binary form of `numeric` (`numeric_send`): digits to the base 10 000, weight of the first, sign.
enum Numeric {
  private static let positive: UInt16 = 0x0000
  private static let negative: UInt16 = 0x4000

  /// The value where it is integral and fits; nil for a fraction, NaN, an infinity or what is too large.
  static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    guard bytes.count >= 8 else { return nil }
    let count = Int(word(bytes, 0))
    let weight = Int(Int16(bitPattern: word(bytes, 1)))
    let sign = word(bytes, 2)
    guard bytes.count == 8 + 2 * count, sign == positive || sign == negative else { return nil }
    var value: Int64 = 0
    // Trailing zero digits are not sent, so that the last digit's power may be above zero.
    for power in stride(from: weight, through: min(0, weight - count + 1), by: -1) {
      let index = weight - power
      let digit = index < count ? Int64(word(bytes, 4 + index)) : 0
      if power < 0 {
        guard digit == 0 else { return nil }
        continue
      }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10_000)
      // Counted downwards, since Int64.min has no positive counterpart.
      let (sum, overflowAgain) = shifted.subtractingReportingOverflow(digit)
      guard !overflow, !overflowAgain else { return nil }
      value = sum
    }
    if sign == negative { return value }
    return value == .min ? nil : -value
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt16 {
    UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
  }
}
