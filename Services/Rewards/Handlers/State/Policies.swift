import Failures
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// The versions of the policy that a batch needs.
struct Policies: Sendable {
  /// The version in force.
  let inForce: RewardTerms
  private let byVersion: [Int: RewardTerms]

  /// One version, with none before it.
  init(inForce terms: RewardTerms) {
    inForce = terms
    byVersion = [terms.version: terms]
  }

  /// Reads what `PolicyStatements.select` gave for an instant.
  init(_ rows: ResultSet, at now: Timestamp) throws {
    var byVersion: [Int: RewardTerms] = [:]
    var latest: RewardTerms?
    for row in rows {
      let version = try RewardPolicy.statements.version(row)
      byVersion[version.number] = version.terms
      if version.isInForce(at: now) { latest = version.terms }
    }
    guard let latest else { throw NothingInForce(subject: "policy") }
    self.inForce = latest
    self.byVersion = byVersion
  }

  /// A version, or the one in force where there is none of that number.
  subscript(version: Int) -> RewardTerms { byVersion[version] ?? inForce }
}
