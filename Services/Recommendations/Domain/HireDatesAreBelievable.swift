import Vocabulary

/// H1: dates that no hire has are refused before they decide anything: a year 0202 or 20026 would hold for ever.
package enum HireDatesAreBelievable {
  /// The dates that other systems give.
  package enum Field: String, Sendable {
    /// When somebody was hired.
    case hiredAt
    /// When the work begins.
    case startsAt
    /// When a hire was withdrawn.
    case withdrawnAt
    /// As of when the message speaks.
    case asOf

    /// How many days ahead the date may be; a contract is signed long before the work begins, a withdrawal is not.
    package var daysAhead: Int {
      switch self {
      case .hiredAt: 400
      case .startsAt: 800
      case .withdrawnAt, .asOf: 1
      }
    }
  }

  /// Those of some dates that cannot be; nil is no date, and nothing is wrong with it.
  package static func broken(_ dates: [(field: Field, date: Timestamp?)], at now: Timestamp) -> [Field] {
    dates.compactMap { field, date in
      guard let date else { return nil }
      let latest = now.adding(seconds: Double(field.daysAhead) * 86_400)
      return (ReportSpeaksAsOf.earliest...max(latest, ReportSpeaksAsOf.earliest)).contains(date) ? nil : field
    }
  }
}
