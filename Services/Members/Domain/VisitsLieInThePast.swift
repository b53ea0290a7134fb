import Vocabulary

/// M6: a visit may be reported late, never ahead of its time.
package enum VisitsLieInThePast {
  /// How far the clocks of two systems may disagree, in seconds (contract, record-visit).
  private static let clockTolerance = 300.0

  /// Whether a visit can have been at an instant.
  package static func allow(_ instant: Timestamp, at now: Timestamp) -> Bool {
    instant <= now.adding(seconds: clockTolerance)
  }
}
