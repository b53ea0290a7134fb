public import FoundationEssentials
public import Vocabulary

/// Instants and days as people of the platform read them: in its own time zone (M6).
public struct Clock: Sendable {
  private let zone: TimeZone
  private let language: Language

  /// A clock of a zone and a language.
  public init(zone: TimeZone, language: Language) {
    self.zone = zone
    self.language = language
  }

  /// The day that an instant lies in.
  public func day(of instant: Timestamp) -> CalendarDay {
    let seconds = instant.microseconds / 1_000_000 + Int64(zone.secondsFromGMT(for: instant.date))
    return CalendarDay(daysSince1970: Int((Double(seconds) / 86_400).rounded(.down)))
  }

  /// The instant that a day begins at.
  public func begin(of day: CalendarDay) -> Timestamp {
    let midnight = Timestamp(microseconds: Int64(day.daysSince1970) * 86_400_000_000)
    let offset = zone.secondsFromGMT(for: midnight.date)
    let near = midnight.adding(seconds: -Double(offset))
    // Where the clocks change that night, the offset of its begin is another than that of midnight in UTC.
    return midnight.adding(seconds: -Double(zone.secondsFromGMT(for: near.date)))
  }

  /// `29/11/2026 14:05`, `29 Nov 2026, 14:05`.
  public func text(_ instant: Timestamp) -> String {
    "\(text(day(of: instant)))\(language == .french ? " à" : ",") \(time(instant))".replacing(
      " à ", with: "\u{A0}à\u{A0}")
  }

  /// `14:05`.
  public func time(_ instant: Timestamp) -> String {
    let seconds = instant.microseconds / 1_000_000 + Int64(zone.secondsFromGMT(for: instant.date))
    let minutes = Int((Double(seconds) / 60).rounded(.down)) - day(of: instant).daysSince1970 * 1440
    return Self.digits(minutes / 60) + ":" + Self.digits(minutes % 60)
  }

  /// `29 novembre 2026`, `29 November 2026`.
  public func text(_ day: CalendarDay) -> String {
    let parts = day.rawValue.split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), let number = Int(parts[2]) else { return day.rawValue }
    let name = (language == .french ? Self.frenchMonths : Self.englishMonths)[month - 1]
    let ordinal = language == .french && number == 1 ? "1er" : "\(number)"
    return "\(ordinal)\u{A0}\(name)\u{A0}\(parts[0])"
  }

  private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let frenchMonths = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
  ]
  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
