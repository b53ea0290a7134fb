import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// How long candidates belong to members, and what is limited, by versions.
///
/// Attributions made before a change keep the end they were given (R2).
package struct AttributionPolicy: PolicyWithoutSettings {
  package typealias Told = AttributionTerms

  package static let columns: [PolicyColumn<AttributionTerms, ChangeRecommendationsPolicy>] = [
    PolicyColumn("attribution_validity_days", \.attributionValidityDays, \.attributionValidityDays),
    PolicyColumn("two_people_above_cents", \.twoPeopleAboveCents, \.twoPeopleAboveCents),
    PolicyColumn("refusals_per_day", \.refusalsPerDay, \.refusalsPerDay),
  ]

  package static let unread = AttributionTerms(version: 0)

  /// The statements on its versions.
  static let statements = PolicyStatements(AttributionPolicy())

  package init() {}
}

/// Answers the policy in force, and those that will be.
package typealias GetPolicyHandler = PolicyQuestionHandler<AttributionPolicy>
/// Puts a new version of the policy in force, at once or from a date on.
package typealias ChangePolicyHandler = PolicyChangeHandler<AttributionPolicy>
/// Withdraws a scheduled version of the policy, and those scheduled after it.
package typealias CancelPolicyChangeHandler = PolicyCancellationHandler<AttributionPolicy>
