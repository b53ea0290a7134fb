/// How near a recommendation is to what a report says, as far as it can be known (H2).
public enum Likelihood: String, Sendable, Comparable, CaseIterable {
  /// The same candidate, for the same offer.
  case both
  /// The same candidate.
  case candidate
  /// The same offer.
  case offer

  /// By what they have in common; nil where they have nothing.
  public init?(sameCandidate: Bool, sameOffer: Bool) {
    switch (sameCandidate, sameOffer) {
    case (true, true): self = .both
    case (true, false): self = .candidate
    case (false, true): self = .offer
    case (false, false): return nil
    }
  }

  /// The nearest first.
  public static func < (left: Self, right: Self) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}
