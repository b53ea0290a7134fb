import Failures
import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import Vocabulary

/// What hires pay, by versions of the rewards policy: its amounts, as far as quotes go by them (R7).
package enum BonusPolicies {
  /// The versions as they are learnt.
  package static let versions = BonusPolicyVersions(bonusesIn: "recommendations")

  /// What hires pay by the version in force at an instant.
  static func inForce(at now: Timestamp) -> Statement { versions.inForce(at: "\(now)") }

  /// Decodes the row of `inForce`; a migration saw to it that there is one.
  static func policy(_ rows: ResultSet) throws -> BonusPolicy {
    guard let row = rows.first else { throw NothingInForce(subject: "bonus policy") }
    let (version, beginner, confirmed, expert) = try row.decode((Int, Cents, Cents, Cents).self)
    return BonusPolicy(
      version: version, amounts: BonusAmounts(beginner: beginner, confirmed: confirmed, expert: expert))
  }
}
