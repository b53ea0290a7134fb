package import Vocabulary

/// What a recommendation earns: one bonus, with its points, while at least one of its hires is in force.
package struct Bonus: Hashable, Sendable {
  /// How often it was granted: once more after each withdrawal (H3), and each time that it was moved (R6).
  package var grants: Int
  /// The grant in force.
  package var rewardID: RewardID?
  /// The points that go with it; nil where they were worth nothing.
  package var pointsTransactionID: TransactionID?
  /// Whether it goes to the designated charity; nil where nothing but hires of before told it (R6).
  package var conflict: ConflictOfInterest?

  /// A bonus as it stands; without arguments one never granted.
  package init(
    grants: Int = 0, rewardID: RewardID? = nil, pointsTransactionID: TransactionID? = nil,
    conflict: ConflictOfInterest? = nil
  ) {
    self.grants = grants
    self.rewardID = rewardID
    self.pointsTransactionID = pointsTransactionID
    self.conflict = conflict
  }
}
