package import Vocabulary

/// A hire as the reports of it add up: whatever their order and number, the same reports make the same hire (H1).
package struct Hire: Hashable, Sendable {
  /// Which recommendation a hire belongs to, and on what terms.
  package struct Attribution: Hashable, Sendable {
    /// The recommendation.
    package let recommendationID: RecommendationID
    /// Who recommended.
    package let memberID: MemberID
    /// Who sponsors that member.
    package let sponsorID: MemberID?
    /// The bonus, frozen with the recommendation (R7).
    package let amount: Cents
    /// The policy version that set it.
    package let policyVersion: Int
    /// Whether candidate and member had the same employer (R6).
    package let isOwnCompany: Bool
    /// The level that the bonus is for; nil where the hire is older than this was kept.
    package let level: Level?

    package init(
      recommendationID: RecommendationID, memberID: MemberID, sponsorID: MemberID?, amount: Cents,
      policyVersion: Int, isOwnCompany: Bool, level: Level? = nil
    ) {
      self.recommendationID = recommendationID
      self.memberID = memberID
      self.sponsorID = sponsorID
      self.amount = amount
      self.policyVersion = policyVersion
      self.isOwnCompany = isOwnCompany
      self.level = level
    }
  }

  /// The hire.
  package let id: HireID
  /// Nil until a report of the hire came; a withdrawal may come before it.
  package private(set) var attribution: Attribution?
  /// The latest that was reported.
  package private(set) var hiredAt: Timestamp?
  /// The latest that was reported.
  package private(set) var withdrawnAt: Timestamp?

  /// A hire as it is known; without further arguments one that nothing is known of.
  package init(
    id: HireID, attribution: Attribution? = nil, hiredAt: Timestamp? = nil, withdrawnAt: Timestamp? = nil
  ) {
    self.id = id
    self.attribution = attribution
    self.hiredAt = hiredAt
    self.withdrawnAt = withdrawnAt
  }

  /// Whether the hire counts: it was reported later than it was withdrawn; a tie goes to the withdrawal.
  package var isInForce: Bool {
    guard let hiredAt else { return false }
    return withdrawnAt.map { $0 < hiredAt } ?? true
  }

  /// Takes note of a report; the attribution is that of the first.
  package mutating func report(_ attribution: Attribution, hiredAt instant: Timestamp) {
    self.attribution = self.attribution ?? attribution
    hiredAt = max(hiredAt ?? instant, instant)
  }

  /// Takes note of a withdrawal.
  package mutating func withdraw(at instant: Timestamp) {
    withdrawnAt = max(withdrawnAt ?? instant, instant)
  }
}
