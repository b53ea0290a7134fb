import Vocabulary

/// What a company offers (O1).
package struct Offer: Hashable, Sendable {
  /// Where an offer stands: draft, then published, then closed; never back.
  package enum State: String, Sendable {
    case draft, published, closed
  }

  package let id: OfferID
  package let companyID: CompanyID
  package var title: String
  package var description: String
  package var sector: SectorCode
  package var zone: ZoneCode
  /// The offer's name in the company's own system.
  package var externalReference: String?
  package var closesAt: Timestamp?
  package var state: State
  package var publishedAt: Timestamp?

  package init(
    id: OfferID,
    companyID: CompanyID,
    title: String,
    description: String,
    sector: SectorCode,
    zone: ZoneCode,
    externalReference: String? = nil,
    closesAt: Timestamp? = nil,
    state: State = .draft,
    publishedAt: Timestamp? = nil
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
  }
}
