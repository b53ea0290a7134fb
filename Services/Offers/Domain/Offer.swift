import Vocabulary

/// What a company offers (O1).
package struct Offer: Hashable, Sendable {
  package let id: OfferID
  package let companyID: CompanyID
  package var title: String
  package var description: String
  package var sector: SectorCode
  package var zone: ZoneCode
  /// The offer's name in the company's own system.
  package var externalReference: String?
  package var closesAt: Timestamp?
  /// Where it stands: draft, then published, then closed; back once more where its time alone was over (O7).
  package var state: OfferState
  package var publishedAt: Timestamp?
  /// Whether it closed because its time was over.
  package var hasExpired: Bool
  /// How many changes there were since it was published, the publication included.
  package var revision: Int

  package init(
    id: OfferID,
    companyID: CompanyID,
    title: String,
    description: String,
    sector: SectorCode,
    zone: ZoneCode,
    externalReference: String? = nil,
    closesAt: Timestamp? = nil,
    state: OfferState = .draft,
    publishedAt: Timestamp? = nil,
    hasExpired: Bool = false,
    revision: Int = 1
  ) {
    self.id = id
    self.companyID = companyID
    self.title = title
    self.description = description
    self.sector = sector
    self.zone = zone
    self.externalReference = externalReference
    self.closesAt = closesAt
    self.state = state
    self.publishedAt = publishedAt
    self.hasExpired = hasExpired
    self.revision = revision
  }
}
