import Vocabulary

/// An offer as recommendations know one: published once, maybe closed since.
package struct KnownOffer: Sendable, Equatable {
  /// The offer.
  package let offerID: OfferID
  /// Whose offer.
  package let companyID: CompanyID
  /// Where it is; national telephone numbers are read with its country (R4).
  package let zone: ZoneCode
  /// Its name in the company's own system.
  package let externalReference: String?
  /// When it was published; a hire by a reference that several carry is of the newest (H2).
  package let publishedAt: Timestamp
  /// Whether it is closed (O1).
  package let isClosed: Bool

  package init(
    offerID: OfferID, companyID: CompanyID, zone: ZoneCode, externalReference: String? = nil,
    publishedAt: Timestamp = .earliest, isClosed: Bool = false
  ) {
    self.offerID = offerID
    self.companyID = companyID
    self.zone = zone
    self.externalReference = externalReference
    self.publishedAt = publishedAt
    self.isClosed = isClosed
  }
}
