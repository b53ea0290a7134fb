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

  /// What stands before `T`, where it is a year, a month and a day; whoever wrote it saw to it that there is such a day.
  private static func date(of text: String) -> (year: Substring, month: Int, day: Int)? {
    let date = text.utf8.prefix { $0 != UInt8(ascii: "T") }
    guard let first = date.firstIndex(of: UInt8(ascii: "-")), first > date.startIndex else { return nil }
    let rest = date[date.index(after: first)...]
    guard let second = rest.firstIndex(of: UInt8(ascii: "-")), let month = number(rest[..<second]),
      let day = number(rest[rest.index(after: second)...]), (1...12).contains(month)
    else { return nil }
    return (text[..<first], month, day)
  }

  private static func number(_ digits: Substring.UTF8View) -> Int? {
    guard (1...2).contains(digits.count) else { return nil }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  /// A day: `1er décembre 2026`, `1 December 2026`.
  public static func day(_ day: CalendarDay, in language: Language) -> String { self.day(day.rawValue, in: language) }

  /// A day, `YYYY-MM-DD`, or that of an RFC 3339 instant, in UTC: `20 novembre 2026`; the text itself when it is none.
  public static func day(_ text: String, in language: Language) -> String {
    guard let (year, month, day) = date(of: text), let name = months[language]?[month - 1] else { return text }
    var words = day == 1 && language == .french ? "1er" : String(day)
    words += " "
    words += name
    words += " "
    words += year
    return words
  }
}
