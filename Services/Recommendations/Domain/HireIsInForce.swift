import Vocabulary

/// H1: a hire is in force when a received `hiredAt` is later than the greatest received `withdrawnAt`; a tie goes to
/// the withdrawal.
///
/// Only the greatest of each is kept, so that order and repetition of reports decide nothing.
package struct HireIsInForce: Sendable, Equatable {
  /// The greatest received `hiredAt`.
  package private(set) var hiredAt: Timestamp?
  /// The greatest received `withdrawnAt`.
  package private(set) var withdrawnAt: Timestamp?

  /// Begins with what was received so far.
  package init(hiredAt: Timestamp? = nil, withdrawnAt: Timestamp? = nil) {
    self.hiredAt = hiredAt
    self.withdrawnAt = withdrawnAt
  }

  /// Since when the hire is in force; nil where it is not.
  package var since: Timestamp? {
    guard let hiredAt else { return nil }
    guard let withdrawnAt else { return hiredAt }
    return hiredAt > withdrawnAt ? hiredAt : nil
  }

  /// Takes a report in.
  package mutating func report(hiredAt: Timestamp) {
    self.hiredAt = max(self.hiredAt ?? hiredAt, hiredAt)
  }

  /// Takes a withdrawal in.
  package mutating func withdraw(at withdrawnAt: Timestamp) {
    self.withdrawnAt = max(self.withdrawnAt ?? withdrawnAt, withdrawnAt)
  }
}
