package import Vocabulary

/// Terms that are tried on what is recorded, without being put in force.
package struct PolicyTrial: Hashable, Sendable {
  /// The most members that an answer lists.
  package static let listedMembers = 100

  /// The terms, as they would come after the version in force.
  package let terms: RewardTerms
  /// Since when rewards were granted that count; nil for all.
  package let since: Timestamp?

  /// A trial; nil when the terms could not be put in force, because a level begins below the one under it.
  package init?(of terms: RewardTerms, since: Timestamp?) {
    guard terms.hasRisingThresholds else { return nil }
    self.terms = terms
    self.since = since
  }
}
