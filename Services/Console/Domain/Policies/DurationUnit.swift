public import Vocabulary

/// What people count a time in that is kept in seconds.
public enum DurationUnit: String, CaseIterable, Sendable {
  /// 86,400 seconds.
  case days
  /// 3,600 seconds.
  case hours
  /// 60 seconds.
  case minutes
  /// Each for itself.
  case seconds

  /// How many seconds one is.
  public var seconds: Int {
    switch self {
    case .days: 86_400
    case .hours: 3600
    case .minutes: 60
    case .seconds: 1
    }
  }

  /// What it is called.
  public var label: Said {
    switch self {
    case .days: Said("jours", "days")
    case .hours: Said("heures", "hours")
    case .minutes: Said("minutes", "minutes")
    case .seconds: Said("secondes", "seconds")
    }
  }

  /// The greatest unit that a time is a whole number of; hours rather than one day.
  public static func fitting(_ seconds: Int) -> DurationUnit {
    allCases.first { seconds >= $0.seconds && seconds.isMultiple(of: $0.seconds) && ($0 != .days || seconds > 86_400) }
      ?? .seconds
  }

  /// A time in its fitting unit.
  public static func text(_ seconds: Int, in language: Language) -> String {
    let unit = fitting(seconds)
    return PolicyText.counted(seconds / unit.seconds, unit.label, in: language)
  }
}
