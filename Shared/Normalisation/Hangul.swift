/// Syllables of Hangul, which are computed from their letters (Unicode, section 3.12).
enum Hangul {
  private static let (leading, vowels, trailing) = (UInt32(0x1100), UInt32(0x1161), UInt32(0x11A7))
  private static let (leadingCount, vowelCount, trailingCount) = (UInt32(19), UInt32(21), UInt32(28))
  private static let syllables = UInt32(0xAC00)
  private static let syllableCount = leadingCount * vowelCount * trailingCount

  /// The two or three letters of a syllable; nil for what is none.
  static func parts(of scalar: UInt32) -> [UInt32]? {
    let index = scalar &- syllables
    guard index < syllableCount else { return nil }
    let (block, last) = (index / trailingCount, index % trailingCount)
    let parts = [leading + block / vowelCount, vowels + block % vowelCount]
    return last == 0 ? parts : parts + [trailing + last]
  }

  /// The syllable of a leading consonant and a vowel, or of such a syllable and a trailing consonant.
  static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let (lead, vowel) = (first &- leading, second &- vowels)
    if lead < leadingCount, vowel < vowelCount { return syllables + (lead * vowelCount + vowel) * trailingCount }
    let (syllable, last) = (first &- syllables, second &- trailing)
    guard syllable < syllableCount, syllable % trailingCount == 0, (1..<trailingCount).contains(last) else {
      return nil
    }
    return first + last
  }
}
