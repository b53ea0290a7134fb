public import Vocabulary

/// A member as a list shows them.
public struct ListedMember: Listed {
  /// `members`.
  public static let listName = "members"

  /// The member.
  public var memberId: MemberID
  /// First name.
  public var firstName: String
  /// Last name.
  public var lastName: String
  /// Whether still one.
  public var state: MemberState
  /// Since when.
  public var joinedAt: Timestamp
  /// Who invited them.
  public var sponsorId: MemberID?

  public init(
    memberId: MemberID, firstName: String, lastName: String, state: MemberState, joinedAt: Timestamp,
    sponsorId: MemberID? = nil
  ) {
    self.memberId = memberId
    self.firstName = firstName
    self.lastName = lastName
    self.state = state
    self.joinedAt = joinedAt
    self.sponsorId = sponsorId
  }
}
