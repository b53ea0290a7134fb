public import Vocabulary

/// Lists rewards, the newest first: it answers where a bonus is (A1).
public struct ListRewards: ListQuestion {
  /// `coopt.rewards.list-rewards.v1`.
  public static let messageType = MessageType(service: "rewards", name: "list-rewards")

  /// Only those of this member.
  public var memberId: MemberID?
  /// Only those of this state.
  public var state: ListedRewardState?
  /// Only bonuses, or only sponsors' shares.
  public var kind: RewardKind?
  /// Only those that are held for this reason.
  public var holdReason: HeldBecause?
  /// Only those of which a part is due on this day.
  public var dueOn: CalendarDay?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    memberId: MemberID? = nil, state: ListedRewardState? = nil, kind: RewardKind? = nil,
    holdReason: HeldBecause? = nil, dueOn: CalendarDay? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.memberId = memberId
    self.state = state
    self.kind = kind
    self.holdReason = holdReason
    self.dueOn = dueOn
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedReward
}
