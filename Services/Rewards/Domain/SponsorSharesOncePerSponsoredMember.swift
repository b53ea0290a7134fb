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
  /// Of two sponsors who brought one person the one of the earliest hire has it (M5). A sponsor who had left at the hire earns
  /// nothing by it.
  package func dueHire(among hires: some Sequence<Hire>, leftAt: (MemberID) -> Timestamp?) -> HireID? {
    let candidates = hires.compactMap { hire -> (hiredAt: Timestamp, id: HireID, sponsorID: MemberID)? in
      guard let hiredAt = hire.hiredAt, let sponsor = hire.sponsorWithShare(leftAt: leftAt) else { return nil }
      return (hiredAt, hire.id, sponsor)
    }
    let earliest = candidates.min { ($0.hiredAt, $0.id) < ($1.hiredAt, $1.id) }
    let earner = candidates.first { $0.id == earned?.hireID }
    return earner?.sponsorID == earliest?.sponsorID ? earner?.id ?? earliest?.id : earliest?.id
  }
}

extension Hire {
  /// The sponsor who may have a share in it: while it is in force, unless they had left as of it (W2).
  package func sponsorWithShare(leftAt: (MemberID) -> Timestamp?) -> MemberID? {
    guard isInForce, let sponsor = attribution?.sponsorID, let instant = asOf ?? hiredAt else { return nil }
    guard let left = leftAt(sponsor) else { return sponsor }
    return instant < left ? sponsor : nil
  }
}
