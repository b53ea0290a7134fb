import Vocabulary

/// What a hire pays at each level under one version of the rewards policy (W1).
package struct BonusPolicy: Sendable, Equatable {
  /// The version of the rewards policy.
  package let version: Int
  /// What it pays.
  package let amounts: BonusAmounts

  package init(version: Int, amounts: BonusAmounts) {
    self.version = version
    self.amounts = amounts
  }

  /// R7: what a recommendation attributed now will pay, whatever changes later.
  package func quote(for level: Level) -> Quote {
    Quote(level: level, amountCents: amounts[level], policyVersion: version)
  }
}
