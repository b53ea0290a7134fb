/// Lists charities, registered last first (A1, W10).
public struct ListCharities: ListQuestion {
  /// `coopt.rewards.list-charities.v1`.
  public static let messageType = MessageType(service: "rewards", name: "list-charities")

  /// Only those that members may give to, or only the others.
  public var active: Bool?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(active: Bool? = nil, pageSize: Int? = nil, pageToken: String? = nil) {
    self.active = active
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedCharity
}
