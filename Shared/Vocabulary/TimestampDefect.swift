extension Timestamp {
  /// What to say of a text that is no time, after its field's name: what it lacks, and what to send.
  ///
  /// It never holds the text itself.
  public static func defect(of text: String) -> String {
    switch form(of: text) {
    case .number: numberDefect
    case .day: "is not an RFC 3339 time: a day alone is none here; send one such as \(example)"
    case .local:
      "is not an RFC 3339 time: without an offset it may be of any zone; send \(example), or the same in UTC with Z"
    case .order:
      "is not an RFC 3339 time: which number is the day and which the month nobody can tell; send 2026-11-29 or \(example)"
    case .other: "is not an RFC 3339 time: send one such as \(example)"
    }
  }

  /// What to say of a number in the place of a time.
  public static var numberDefect: String {
    "is not an RFC 3339 time: a number may count seconds or milliseconds; send a text such as \(example)"
  }

  private static var example: String { "2026-11-29T10:00:00+01:00" }

  /// What somebody wrote where a time belongs.
  private enum Form {
    /// Digits alone, maybe with a sign or a fraction.
    case number
    /// A date of the calendar, without a time.
    case day
    /// A date and a time, without an offset.
    case local
    /// Three numbers that do not say which is which.
    case order
    /// Anything else.
    case other
  }

  private static func form(of text: String) -> Form {
    if CalendarDay(text) != nil { return .day }
    if Timestamp(text + "Z") != nil { return .local }
    let bytes = text.utf8
    if !bytes.isEmpty, bytes.allSatisfy({ isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0) }), isNumber(text) {
      return .number
    }
    let date = text.prefix { $0 != " " && $0 != "T" && $0 != "t" }
    let numbers = date.split(separator: "/", omittingEmptySubsequences: false)
    let parts = numbers.count == 3 ? numbers : date.split(separator: ".", omittingEmptySubsequences: false)
    let dashed = date.split(separator: "-", omittingEmptySubsequences: false)
    if isUnordered(parts) || (isUnordered(dashed) && dashed[0].utf8.count < 4) { return .order }
    return .other
  }

  private static func isUnordered(_ parts: [Substring]) -> Bool {
    parts.count == 3 && parts.allSatisfy { (1...4).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) }
  }

  private static func isNumber(_ text: String) -> Bool { Double(text) != nil }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
