import PostgreSQLClient
import RewardsDomain

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

  /// Reads what `PolicyStatements.select` gave.
  init(_ rows: ResultSet) throws {
    var byVersion: [Int: RewardTerms] = [:]
    var latest: RewardTerms?
    for row in rows {
      let terms = try PolicyStatements.terms(row)
      byVersion[terms.version] = terms
      latest = terms
    }
    guard let latest else { throw NoPolicyInForce() }
    self.inForce = latest
    self.byVersion = byVersion
  }

  /// A version, or the one in force where there is none of that number.
  subscript(version: Int) -> RewardTerms { byVersion[version] ?? inForce }
}

/// The table of policies is empty; a migration fills it, so somebody emptied it.
struct NoPolicyInForce: Error, CustomStringConvertible {
  let description = "rewards.policies is empty: put the policy's first version back"
}
