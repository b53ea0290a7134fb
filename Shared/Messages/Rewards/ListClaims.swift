/// Lists claims, opened last first (A1, W6).
public struct ListClaims: ListQuestion {
  /// `coopt.rewards.list-claims.v1`.
  public static let messageType = MessageType(service: "rewards", name: "list-claims")

  /// Only those of which something remains, or only the others.
  public var open: Bool?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(open: Bool? = nil, pageSize: Int? = nil, pageToken: String? = nil) {
    self.open = open
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedClaim
}
