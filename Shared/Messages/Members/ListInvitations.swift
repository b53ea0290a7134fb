public import Vocabulary

/// Lists invitations, the newest first; never their codes (A1, M1).
public struct ListInvitations: ListQuestion {
  /// `coopt.members.list-invitations.v1`.
  public static let messageType = MessageType(service: "members", name: "list-invitations")

  /// Only those of this state.
  public var state: InvitationState?
  /// Only those of this member.
  public var sponsorId: MemberID?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(state: InvitationState? = nil, sponsorId: MemberID? = nil, pageSize: Int? = nil, pageToken: String? = nil)
  {
    self.state = state
    self.sponsorId = sponsorId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedInvitation
}
