/// What a version of the recommendations policy says: how long candidates belong to members, and what is limited.
public struct AttributionTerms: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long a candidate stays attributed (R2); for ever where absent.
  public var attributionValidityDays: Int?
  /// Above which quote a hire is attributed by hand by two people only (A2); absent where one suffices.
  public var twoPeopleAboveCents: Cents?
  /// How many refusals that say something of a candidate a member gets in a day (R3); any number where absent.
  public var refusalsPerDay: Int?

  public init(
    version: Int, attributionValidityDays: Int? = nil, twoPeopleAboveCents: Cents? = nil, refusalsPerDay: Int? = nil
  ) {
    self.version = version
    self.attributionValidityDays = attributionValidityDays
    self.twoPeopleAboveCents = twoPeopleAboveCents
    self.refusalsPerDay = refusalsPerDay
  }
}
