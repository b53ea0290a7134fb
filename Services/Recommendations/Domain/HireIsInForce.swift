import Vocabulary

/// H1: a hire is in force when its latest report speaks as of a later instant than every withdrawal; a tie goes to the
/// withdrawal.
///
/// Of either only the latest is kept, so that order and repetition of messages decide nothing.
package struct HireIsInForce: Sendable, Equatable {
  /// What a report says of the hire's time.
  package struct Report: Sendable, Equatable {
    /// As of when it speaks.
    package let asOf: Timestamp
    /// When the candidate was hired.
    package let hiredAt: Timestamp
    /// When the work begins.
    package let startsAt: Timestamp?

    package init(asOf: Timestamp, hiredAt: Timestamp, startsAt: Timestamp? = nil) {
      self.asOf = asOf
      self.hiredAt = hiredAt
      self.startsAt = startsAt
    }
  }

  /// What a withdrawal says.
  package struct Withdrawal: Sendable, Equatable {
    /// As of when it speaks.
    package let asOf: Timestamp
    /// When the hire was withdrawn.
    package let withdrawnAt: Timestamp

    package init(asOf: Timestamp, withdrawnAt: Timestamp) {
      self.asOf = asOf
      self.withdrawnAt = withdrawnAt
    }
  }

  /// The latest report received.
  package private(set) var report: Report?
  /// The latest withdrawal received.
  package private(set) var withdrawal: Withdrawal?

  /// Begins with what was received so far.
  package init(report: Report? = nil, withdrawal: Withdrawal? = nil) {
    self.report = report
    self.withdrawal = withdrawal
  }

  /// The report that the hire is in force by; nil where it is not.
  package var inForce: Report? {
    guard let report else { return nil }
    guard let withdrawal else { return report }
    return report.asOf > withdrawal.asOf ? report : nil
  }

  /// Takes a report in.
  package mutating func take(_ report: Report) {
    if self.report.map({ $0.isOlder(than: report) }) ?? true { self.report = report }
  }

  /// Takes a withdrawal in.
  package mutating func take(_ withdrawal: Withdrawal) {
    if self.withdrawal.map({ $0.isOlder(than: withdrawal) }) ?? true { self.withdrawal = withdrawal }
  }
}

extension HireIsInForce.Report {
  /// Of reports that speak as of one instant that with the later dates counts, whichever came first.
  fileprivate func isOlder(than other: Self) -> Bool {
    (asOf, hiredAt, startsAt ?? .earliest) < (other.asOf, other.hiredAt, other.startsAt ?? .earliest)
  }
}

extension HireIsInForce.Withdrawal {
  fileprivate func isOlder(than other: Self) -> Bool { (asOf, withdrawnAt) < (other.asOf, other.withdrawnAt) }
}
