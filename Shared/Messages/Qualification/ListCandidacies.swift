public import Vocabulary

/// Lists the candidates that a company got, the newest first; nothing of who recommended (A1, M8).
public struct ListCandidacies: ListQuestion {
  /// `coopt.qualification.list-candidacies.v1`.
  public static let messageType = MessageType(service: "qualification", name: "list-candidacies")

  /// Whose.
  public var companyId: CompanyID
  /// Only those for this offer.
  public var offerId: OfferID?
  /// Only those of this state.
  public var state: CandidacyState?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    companyId: CompanyID, offerId: OfferID? = nil, state: CandidacyState? = nil, pageSize: Int? = nil,
    pageToken: String? = nil
  ) {
    self.companyId = companyId
    self.offerId = offerId
    self.state = state
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedCandidacy
}
