public import Vocabulary

/// Lists members, who joined last first (A1).
public struct ListMembers: ListQuestion {
  /// `coopt.members.list-members.v1`.
  public static let messageType = MessageType(service: "members", name: "list-members")

  /// Only those of this state.
  public var state: MemberState?
  /// Only those whom this member invited.
  public var sponsorId: MemberID?
  /// Only these, 1 to 100: a page that shows ids asks for all its names at once.
  public var memberIds: [MemberID]?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    state: MemberState? = nil, sponsorId: MemberID? = nil, memberIds: [MemberID]? = nil, pageSize: Int? = nil,
    pageToken: String? = nil
  ) {
    self.state = state
    self.sponsorId = sponsorId
    self.memberIds = memberIds
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedMember
}

extension ListMembers {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(memberIds, "memberIds", minimum: 1)
    validatePage(&validator)
  }
}
