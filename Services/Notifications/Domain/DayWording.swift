public import Vocabulary

extension Wording {
  private static let months: [Language: [String]] = [
    .french: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre",
    ],
    .english: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ],
  ]

  /// A day: `1er décembre 2026`, `1 December 2026`.
  public static func day(_ day: CalendarDay, in language: Language) -> String { self.day(day.rawValue, in: language) }

  /// A day, `YYYY-MM-DD`, or that of an RFC 3339 instant, in UTC: `20 novembre 2026`; the text itself when it is none.
  public static func day(_ text: String, in language: Language) -> String {
    let parts = text.prefix { $0 != "T" }.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      let name = months[language]?[month - 1]
    else { return text }
    let ordinal = day == 1 && language == .french ? "1er" : String(day)
    return "\(ordinal) \(name) \(parts[0])"
  }
}
