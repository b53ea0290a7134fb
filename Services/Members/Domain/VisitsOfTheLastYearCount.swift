import Vocabulary

/// M6: a visit that is reported more than a year late does not count.
package enum VisitsOfTheLastYearCount {
  /// A year and a day of grace, in seconds.
  private static let span = 366.0 * 86_400

  /// Whether a visit at an instant counts, the first of its day.
  package static func count(_ instant: Timestamp, at now: Timestamp) -> Bool {
    now.adding(seconds: -span) <= instant
  }
}
