public import Vocabulary

/// Lists offers, the newest first (A1).
public struct ListOffers: ListQuestion {
  /// `coopt.offers.list-offers.v1`.
  public static let messageType = MessageType(service: "offers", name: "list-offers")

  /// Only those of this company.
  public var companyId: CompanyID?
  /// Only those of this state.
  public var state: OfferState?
  /// Only those that this sector covers.
  public var sector: SectorCode?
  /// Only those that this zone covers.
  public var zone: ZoneCode?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    companyId: CompanyID? = nil, state: OfferState? = nil, sector: SectorCode? = nil, zone: ZoneCode? = nil,
    pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.companyId = companyId
    self.state = state
    self.sector = sector
    self.zone = zone
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedOffer
}
