/// The spaces of printed text, put into what templates and people write with those of a keyboard.
///
/// French keeps its tall signs with the word before them: a narrow no-break space before `;`, `!`, `?` and `€`, a wide one
/// before `:` and inside `« »`. A sign without a space before it is left alone: it stands in an address or a time. English
/// has none of these.
public enum Typography {
  /// U+202F.
  public static let narrowSpace = "\u{202F}"
  /// U+00A0.
  public static let wideSpace = "\u{00A0}"

  private static let narrow = Array(narrowSpace.utf8)
  private static let wide = Array(wideSpace.utf8)
  private static let space = UInt8(ascii: " ")

  /// The text as it is printed; the very same where nothing in it is printed otherwise.
  public static func applied(to text: String, in language: Language) -> String {
    guard language == .french else { return text }
    var text = text
    let other = text.withUTF8 { bytes in Self.printed(bytes) }
    return other.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// The same for a text that is there as its bytes in UTF-8.
  public static func applied(to text: [UInt8], in language: Language) -> String {
    guard language == .french, let printed = text.withUnsafeBufferPointer({ Self.printed($0) }) else {
      return String(decoding: text, as: UTF8.self)
    }
    return String(decoding: printed, as: UTF8.self)
  }

  /// The bytes with other spaces; nil where all stay.
  private static func printed(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var printed: [UInt8] = []
    var copied = 0
    for place in bytes.indices where bytes[place] == space {
      guard let replacement = replacement(at: place, in: bytes) else { continue }
      if printed.isEmpty { printed.reserveCapacity(bytes.count + 32) }
      printed.append(contentsOf: bytes[copied..<place])
      printed.append(contentsOf: replacement)
      copied = place + 1
    }
    guard copied > 0 else { return nil }
    printed.append(contentsOf: bytes[copied...])
    return printed
  }

  /// What stands for a space, by its neighbours; nil where it stays.
  private static func replacement(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if place >= 2, bytes[place - 2] == 0xC2, bytes[place - 1] == 0xAB { return wide }  // «
    guard place + 1 < bytes.count else { return nil }
    switch bytes[place + 1] {
    case UInt8(ascii: ":"): return wide
    case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return narrow
    case 0xC2 where place + 2 < bytes.count && bytes[place + 2] == 0xBB: return wide  // »
    case 0xE2 where place + 3 < bytes.count && bytes[place + 2] == 0x82 && bytes[place + 3] == 0xAC:  // €
      return narrow
    default: return nil
    }
  }
}
