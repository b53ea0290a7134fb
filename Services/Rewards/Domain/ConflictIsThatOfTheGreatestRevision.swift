/// Whether member and candidate have the same employer, as far as it is known (R6).
package struct ConflictOfInterest: Hashable, Sendable {
  /// Whether they have.
  package let isOwnCompany: Bool
  /// Grows with each change of the recommendation's flag, from 1; 0 where a message of before does not say it.
  package let revision: Int

  package init(isOwnCompany: Bool, revision: Int) {
    self.isOwnCompany = isOwnCompany
    self.revision = revision
  }
}

extension Bonus {
  /// Takes note of what is said of the recommendation, by a hire or by itself; whether it is news.
  ///
  /// The greatest revision counts, whichever came first.
  package mutating func note(_ conflict: ConflictOfInterest) -> Bool {
    if let known = self.conflict, known.revision >= conflict.revision { return false }
    self.conflict = conflict
    return true
  }
}
