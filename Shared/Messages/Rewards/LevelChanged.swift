public import Vocabulary

/// A member rose, or fell through a reversal (W7, W8).
public struct LevelChanged: EventPayload {
  /// `coopt.rewards.level-changed.v1`.
  public static let messageType = MessageType(service: "rewards", name: "level-changed")

  /// The member.
  public var memberId: MemberID
  /// The level before.
  public var from: Level
  /// The level now.
  public var to: Level
  /// How many points the member has now.
  public var points: Points
  /// Grows with each award of the member; the greatest is the latest.
  public var revision: Int?

  public init(memberId: MemberID, from: Level, to: Level, points: Points, revision: Int? = nil) {
    self.memberId = memberId
    self.from = from
    self.to = to
    self.points = points
    self.revision = revision
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension LevelChanged {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.total(points.rawValue, "points")
    validator.range(revision, 0...Validator.maximumVersion, "revision")
  }
}
