public import Vocabulary

/// Changes the recommendations policy, at once or from a date on: what is given is replaced, the rest stays.
///
/// The rest is that of the last version that is in force or scheduled.
public struct ChangeRecommendationsPolicy: PolicyChange, ConfirmableDecision {
  /// `coopt.recommendations.change-policy.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "change-policy")

  /// How long a candidate stays attributed, in days; null lifts the limit.
  public var attributionValidityDays: Patch<Int>
  /// Above which quote a hire is attributed by hand by two people only, in cents; null lifts the limit (A2).
  public var twoPeopleAboveCents: Patch<Cents>
  /// How many refusals that say something of a candidate a member gets in a day; null lifts the limit.
  public var refusalsPerDay: Patch<Int>
  /// When the change comes in force; at once where that is absent or over.
  public var inForceFrom: Timestamp?

  public init(
    attributionValidityDays: Patch<Int> = .keep, twoPeopleAboveCents: Patch<Cents> = .keep,
    refusalsPerDay: Patch<Int> = .keep, inForceFrom: Timestamp? = nil
  ) {
    self.attributionValidityDays = attributionValidityDays
    self.twoPeopleAboveCents = twoPeopleAboveCents
    self.refusalsPerDay = refusalsPerDay
    self.inForceFrom = inForceFrom
  }

  /// The new version.
  public typealias Result = PolicyVersion
}

extension ChangeRecommendationsPolicy {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(attributionValidityDays.replacement, 1...36_500, "attributionValidityDays")
    validator.count(twoPeopleAboveCents.replacement?.rawValue, "twoPeopleAboveCents")
    validator.range(refusalsPerDay.replacement, 1...1_000_000, "refusalsPerDay")
  }
}
