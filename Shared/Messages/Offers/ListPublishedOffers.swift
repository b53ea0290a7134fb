public import Vocabulary

/// Lists the published offers to a member, newest first (M7).
///
/// Refusal: `member-not-active`.
public struct ListPublishedOffers: CommandPayload {
  /// `coopt.offers.list-published-offers.v1`.
  public static let messageType = MessageType(service: "offers", name: "list-published-offers")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive]

  /// Who looks.
  public var memberId: MemberID
  /// How many at most, 1 to 100.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?
  /// Only offers that this sector covers.
  public var sector: SectorCode?
  /// Only offers that this zone covers.
  public var zone: ZoneCode?

  public init(
    memberId: MemberID, pageSize: Int? = nil, pageToken: String? = nil, sector: SectorCode? = nil, zone: ZoneCode? = nil
  ) {
    self.memberId = memberId
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.sector = sector
    self.zone = zone
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The page.
    public var offers: [PublishedOffer]
    /// Where the next page begins; absent on the last.
    public var nextPageToken: String?

    public init(offers: [PublishedOffer], nextPageToken: String? = nil) {
      self.offers = offers
      self.nextPageToken = nextPageToken
    }
  }
}

extension ListPublishedOffers {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(pageSize, 1...Validator.maximumItems, "pageSize")
    validator.line(pageToken, "pageToken")
  }
}
