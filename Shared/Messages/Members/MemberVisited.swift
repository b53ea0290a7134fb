public import Vocabulary

/// A member's first visit of a day (M6).
public struct MemberVisited: EventPayload {
  /// `coopt.members.member-visited.v1`.
  public static let messageType = MessageType(service: "members", name: "member-visited")

  /// Who came.
  public var memberId: MemberID
  /// The day, in the policy's time zone.
  public var day: CalendarDay

  public init(memberId: MemberID, day: CalendarDay) {
    self.memberId = memberId
    self.day = day
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}
