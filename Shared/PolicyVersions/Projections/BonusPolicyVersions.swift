import Messages
import PostgreSQLClient
import Vocabulary

/// What hires pay at each level, as a service learns it from the rewards policy (W1).
package typealias BonusPolicyVersions = PolicyProjection<RewardTerms>

extension BonusPolicyVersions {
  /// The amounts that a service keeps in its schema.
  package init(bonusesIn schema: SQLIdentifier) {
    self.init(
      in: schema, "bonus_policies", withdrawn: "withdrawn_bonus_policies",
      [
        KeptColumn("beginner_cents", \.amounts.beginner), KeptColumn("confirmed_cents", \.amounts.confirmed),
        KeptColumn("expert_cents", \.amounts.expert),
      ])
  }
}
