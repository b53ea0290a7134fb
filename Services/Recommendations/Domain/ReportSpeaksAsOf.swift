import Vocabulary

/// H1: as of when a report or a withdrawal speaks: as it says itself, else the earlier of its own date and the instant of its
/// envelope.
///
/// So a start date in the future can be withdrawn before it, and a replay of years later speaks as of the same instant.
package enum ReportSpeaksAsOf {
  /// Before which nothing speaks: an envelope's clock that was never set says nothing of the hire.
  package static let earliest = Timestamp(microseconds: 946_684_800_000_000)

  /// The as-of instant of a message; `sentAt` is the envelope's `time`, where it has one.
  package static func instant(given: Timestamp?, date: Timestamp, sentAt: Timestamp?) -> Timestamp {
    max(given ?? min(date, sentAt ?? date), earliest)
  }
}
