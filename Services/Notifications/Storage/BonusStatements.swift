import Failures
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// What hires pay, as letters say it (W1).
enum BonusStatements {
  /// The versions as they are learnt.
  static let versions = BonusPolicyVersions(bonusesIn: "notifications")

  /// What hires pay by the version in force at an instant.
  static func inForce(at now: Timestamp) -> Statement {
    "select beginner_cents, confirmed_cents, expert_cents from \(fragment: versions.inForce(at: "\(now)")) as policy"
  }

  /// Decodes the row of `inForce`; throws `NothingInForce` where the one that a migration saw to is gone.
  static func amounts(_ rows: ResultSet) throws -> BonusAmounts {
    guard let row = rows.first else { throw NothingInForce(subject: "bonus policy") }
    let (beginner, confirmed, expert) = try row.decode((Cents, Cents, Cents).self)
    return BonusAmounts(beginner: beginner, confirmed: confirmed, expert: expert)
  }
}
