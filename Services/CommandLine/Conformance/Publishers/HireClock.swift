import Messages
import Vocabulary

/// Which word on a hire counts, by H1: the later as-of instant, and of a tie the withdrawal.
package struct HireClock {
  /// One word on a hire.
  package struct Word: Hashable {
    /// As of when it speaks.
    package let asOf: Timestamp
    /// Whether it says that somebody is hired.
    package let isHired: Bool
  }

  private var words: [Word] = []

  /// Nothing was said yet.
  package init() {}

  /// Whether the hire is in force; nil where nobody said anything.
  package var isInForce: Bool? {
    words.max { one, other in (one.asOf, one.isHired ? 0 : 1) < (other.asOf, other.isHired ? 0 : 1) }?.isHired
  }

  /// Takes a report.
  package mutating func take(_ event: CloudEvent<HireReported>) {
    words.append(Word(asOf: Self.asOf(event.data.asOf, event.data.hiredAt, event.time), isHired: true))
  }

  /// Takes a withdrawal.
  package mutating func take(_ event: CloudEvent<HireWithdrawalReported>) {
    words.append(Word(asOf: Self.asOf(event.data.asOf, event.data.withdrawnAt, event.time), isHired: false))
  }

  /// What is given, else the earlier of the message's own date and the envelope's time.
  package static func asOf(_ given: Timestamp?, _ date: Timestamp, _ time: Timestamp?) -> Timestamp {
    given ?? min(date, time ?? date)
  }
}
