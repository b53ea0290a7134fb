import Vocabulary

extension Timestamp {
  /// Reads a time as vendors write it; nil for anything else, a time without offset among it: it has no one meaning.
  ///
  /// RFC 3339, also with an offset without colon or with ` UTC`; a day alone is its beginning in the platform's zone.
  init?(stated text: String) {
    if let day = CalendarDay(text) {
      self = PlatformZone.start(of: day)
    } else if let instant = Timestamp(text) ?? Timestamp(Self.withFormalOffset(text)) {
      self = instant
    } else {
      return nil
    }
  }

  /// The same with the offset as RFC 3339 has it: `+0100` is `+01:00`, ` UTC` is `Z`.
  private static func withFormalOffset(_ text: String) -> String {
    if text.hasSuffix(" UTC") { return text.dropLast(4) + "Z" }
    let offset = text.suffix(5)
    guard let sign = offset.first, sign == "+" || sign == "-", offset.dropFirst().allSatisfy(\.isASCIIDigit) else {
      return text
    }
    return "\(text.dropLast(2)):\(text.suffix(2))"
  }
}

extension Character {
  /// Whether it is one of 0 to 9.
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
