public import Vocabulary

/// Lists charities with what they are owed and were paid, and where they are written to, registered last first (A1, W10).
public struct ListCharityAccounts: ListQuestion {
  /// `coopt.rewards.list-charity-accounts.v1`.
  public static let messageType = MessageType(service: "rewards", name: "list-charity-accounts")

  /// Only this one.
  public var charityId: CharityID?
  /// Only those that members may give to, or only the others.
  public var active: Bool?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    charityId: CharityID? = nil, active: Bool? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.charityId = charityId
    self.active = active
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedCharityAccount
}
