package import Vocabulary

/// When finance may say that something was paid, or could not be: from the year 2000 to a day ahead (W6).
///
/// Beyond that a date is a slip of the pen, and would count for a year's sums.
package enum PaymentsAreNear {
  /// 2000-01-01.
  private static let first = Timestamp(microseconds: 946_684_800_000_000)

  /// Whether an instant can be that of a payment, for who hears of it now.
  package static func holds(_ instant: Timestamp, at now: Timestamp) -> Bool {
    first <= instant && instant <= now.adding(seconds: 86_400)
  }
}
