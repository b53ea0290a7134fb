package import Vocabulary

/// An interview is recorded after it was held (contract, record-interview).
package enum InterviewsLieInThePast {
  /// How far the clocks of two systems may disagree, in seconds.
  private static let clockTolerance = 300.0

  /// Whether an interview can have been at an instant.
  package static func allow(_ instant: Timestamp, at now: Timestamp) -> Bool {
    instant <= now.adding(seconds: clockTolerance)
  }
}
