public import Vocabulary

/// An offer as members see it (M7).
public struct PublishedOffer: Codable, Hashable, Sendable {
  /// The offer.
  public var offerId: OfferID
  /// Whose offer.
  public var companyId: CompanyID
  /// The job.
  public var title: String
  /// What it is about.
  public var description: String
  /// Its sector.
  public var sector: SectorCode
  /// Where it is.
  public var zone: ZoneCode
  /// Since when it is open.
  public var publishedAt: Timestamp
  /// When it closes by itself.
  public var closesAt: Timestamp?

  public init(
    offerId: OfferID,
    companyId: CompanyID,
    title: String,
    description: String,
    sector: SectorCode,
    zone: ZoneCode,
    publishedAt: Timestamp,
    closesAt: Timestamp? = nil
  ) {
    self.offerId = offerId
    self.companyId = companyId
    self.title = title
    self.description = description
    self.sector = sector
    self.zone = zone
    self.publishedAt = publishedAt
    self.closesAt = closesAt
  }
}
