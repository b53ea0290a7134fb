import Vocabulary

/// A version of a service's policy, and since or from when it is in force.
package struct DatedVersion<Terms: Sendable>: Sendable {
  /// Grows with each change; a number is never used again.
  package let number: Int
  /// Since when; nil where it has been in force from the beginning.
  package let inForceSince: Timestamp?
  /// When the command of staff was accepted; nil where a program decided that kept no such instant, and knew no dates.
  package let decidedAt: Timestamp?
  /// Whether it was withdrawn before it came in force.
  package var isWithdrawn: Bool
  /// What the version says.
  package let terms: Terms

  package init(
    number: Int, inForceSince: Timestamp?, decidedAt: Timestamp?, isWithdrawn: Bool = false, terms: Terms
  ) {
    self.number = number
    self.inForceSince = inForceSince
    self.decidedAt = decidedAt
    self.isWithdrawn = isWithdrawn
    self.terms = terms
  }

  /// The future date that staff gave; nil where the version came in force at once.
  package var inForceFrom: Timestamp? {
    guard let inForceSince, let decidedAt, inForceSince > decidedAt else { return nil }
    return inForceSince
  }

  /// Whether its time has come; what was withdrawn never comes in force.
  package func isInForce(at instant: Timestamp) -> Bool {
    !isWithdrawn && inForceSince.map { $0 <= instant } ?? true
  }
}
