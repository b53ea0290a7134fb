public import Vocabulary

/// H1: dates that the platform would refuse, found before anything is sent; recommendations has the same rule.
public enum DatesAreAcceptable {
  /// The fields that are dates.
  public enum Field: String, Sendable {
    /// When somebody was hired.
    case hiredAt
    /// When the work begins.
    case startsAt
    /// When a hire was withdrawn.
    case withdrawnAt
    /// As of when the report speaks.
    case asOf

    /// How many days ahead the date may be.
    var daysAhead: Int {
      switch self {
      case .hiredAt: 400
      case .startsAt: 800
      case .withdrawnAt, .asOf: 1
      }
    }
  }

  private static let earliest = Timestamp("2000-01-01T00:00:00Z")!

  /// Those of some dates that cannot be; nil is no date, and nothing is wrong with it.
  public static func broken(_ dates: [(field: Field, date: Timestamp?)], at now: Timestamp) -> [Field] {
    dates.compactMap { field, date in
      guard let date else { return nil }
      let latest = now.adding(seconds: Double(field.daysAhead) * 86_400)
      return earliest <= date && date <= latest ? nil : field
    }
  }
}
