package import Vocabulary

/// Names what rewards are owed for: at most one of an origin is in force, however often it is granted anew.
package enum RewardOrigin {}

/// Identifies the origin of a reward: a recommendation by its bonus, a sponsored member by the sponsor's share (W2).
package typealias RewardOriginID = Identifier<RewardOrigin>

extension Identifier where Subject == RewardOrigin {
  /// What a recommendation earns.
  package init(_ recommendation: RecommendationID) { self.init(rawValue: recommendation.rawValue) }

  /// What a sponsored member earns the sponsor.
  package init(sponsored member: MemberID) { self.init(rawValue: member.rawValue) }
}
