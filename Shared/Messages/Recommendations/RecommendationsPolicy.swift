/// The policy of the recommendations service that is in force.
public struct RecommendationsPolicy: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long a candidate stays attributed (R2); for ever where absent.
  public var attributionValidityDays: Int?

  /// A value with its fields.
  public init(version: Int, attributionValidityDays: Int? = nil) {
    self.version = version
    self.attributionValidityDays = attributionValidityDays
  }
}
