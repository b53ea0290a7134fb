package import Vocabulary

/// What a recommendation earns: one bonus, with its points, while at least one of its hires is in force.
package struct Bonus: Hashable, Sendable {
  /// How often it was granted: once more after each withdrawal (H3).
  package var grants: Int
  /// The grant in force.
  package var rewardID: RewardID?
  /// The points that go with it; nil where they were worth nothing.
  package var pointsTransactionID: TransactionID?

  /// A bonus as it stands; without arguments one never granted.
  package init(grants: Int = 0, rewardID: RewardID? = nil, pointsTransactionID: TransactionID? = nil) {
    self.grants = grants
    self.rewardID = rewardID
    self.pointsTransactionID = pointsTransactionID
  }
}
