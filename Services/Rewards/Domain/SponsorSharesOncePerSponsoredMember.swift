package import Vocabulary

/// A sponsor's share in what a sponsored member does: once, while a hire is in force that it may come from (W2).
package struct SponsorShare: Hashable, Sendable {
  /// A share that was earned.
  package struct Earned: Hashable, Sendable {
    /// The reward.
    package let rewardID: RewardID
    /// The hire that earned it.
    package let hireID: HireID

    package init(rewardID: RewardID, hireID: HireID) {
      self.rewardID = rewardID
      self.hireID = hireID
    }
  }

  /// Who has the share.
  package var sponsorID: MemberID?
  /// How often it was granted.
  package var grants: Int
  /// The share in force.
  package var earned: Earned?

  package init(sponsorID: MemberID? = nil, grants: Int = 0, earned: Earned? = nil) {
    self.sponsorID = sponsorID
    self.grants = grants
    self.earned = earned
  }

  /// The hire that the share comes from: the one that earned it as long as it can, else the earliest other one.
  ///
  /// A sponsor who had left at the hire earns nothing by it.
  package func dueHire(among hires: some Sequence<Hire>, sponsorLeftAt leftAt: Timestamp?) -> HireID? {
    let candidates = hires.compactMap { hire -> (hiredAt: Timestamp, id: HireID)? in
      guard hire.isInForce, let hiredAt = hire.hiredAt, leftAt.map({ hiredAt < $0 }) ?? true else { return nil }
      return (hiredAt, hire.id)
    }
    if let earned, candidates.contains(where: { $0.id == earned.hireID }) { return earned.hireID }
    return candidates.min { $0 < $1 }?.id
  }
}
