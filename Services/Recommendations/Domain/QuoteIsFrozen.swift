import Vocabulary

/// What a hire pays at each level under one version of the rewards policy (W1).
package struct BonusPolicy: Sendable, Equatable {
  /// The version of the rewards policy.
  package let version: Int
  /// To a beginner.
  package let beginner: Cents
  /// To a confirmed member.
  package let confirmed: Cents
  /// To an expert.
  package let expert: Cents
  /// From when on, where it was scheduled; nil where it is in force at once.
  package let inForceFrom: Timestamp?

  package init(version: Int, beginner: Cents, confirmed: Cents, expert: Cents, inForceFrom: Timestamp? = nil) {
    self.version = version
    self.beginner = beginner
    self.confirmed = confirmed
    self.expert = expert
    self.inForceFrom = inForceFrom
  }

  /// R7: what a recommendation attributed now will pay, whatever changes later.
  package func quote(for level: Level) -> Quote {
    let amount =
      switch level {
      case .beginner: beginner
      case .confirmed: confirmed
      case .expert: expert
      }
    return Quote(level: level, amountCents: amount, policyVersion: version)
  }
}
