public import Vocabulary

/// An offer as staff and its company see it.
public struct ListedOffer: Listed {
  /// `offers`.
  public static let listName = "offers"

  /// The offer.
  public var offerId: OfferID
  /// Whose.
  public var companyId: CompanyID
  /// The company's name.
  public var companyName: String
  /// Title.
  public var title: String
  /// Description.
  public var description: String
  /// Sector.
  public var sector: SectorCode
  /// Zone.
  public var zone: ZoneCode
  /// How far it came.
  public var state: OfferState
  /// Its name in the company's own system.
  public var externalReference: String?
  /// When it was published; absent of a draft.
  public var publishedAt: Timestamp?
  /// When it expires.
  public var closesAt: Timestamp?
  /// When it closed.
  public var closedAt: Timestamp?
  /// Why it closed.
  public var reason: ClosingReason?
  /// What paid for its publication (O6); absent of a draft.
  public var paidWith: PaymentMeans?
  /// Its waves, where one offer is asked for.
  public var waves: [OfferWave]?

  public init(
    offerId: OfferID, companyId: CompanyID, companyName: String, title: String, description: String, sector: SectorCode,
    zone: ZoneCode, state: OfferState, externalReference: String? = nil, publishedAt: Timestamp? = nil,
    closesAt: Timestamp? = nil, closedAt: Timestamp? = nil, reason: ClosingReason? = nil,
    paidWith: PaymentMeans? = nil, waves: [OfferWave]? = nil
  ) {
    self.offerId = offerId
    self.companyId = companyId
    self.companyName = companyName
    self.title = title
    self.description = description
    self.sector = sector
    self.zone = zone
    self.state = state
    self.externalReference = externalReference
    self.publishedAt = publishedAt
    self.closesAt = closesAt
    self.closedAt = closedAt
    self.reason = reason
    self.paidWith = paidWith
    self.waves = waves
  }
}
