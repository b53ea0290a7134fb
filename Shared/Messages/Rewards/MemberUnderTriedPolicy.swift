public import Vocabulary

/// What a policy that is tried makes of one member.
public struct MemberUnderTriedPolicy: Codable, Hashable, Sendable {
  /// The member.
  public var memberId: MemberID
  /// The member's points as recorded.
  public var pointsBefore: Points
  /// The points that the same activities score.
  public var pointsAfter: Points
  /// The member's level as recorded.
  public var levelBefore: Level
  /// The level that the points make.
  public var levelAfter: Level
  /// What the member's rewards came to, in cents.
  public var amountCentsBefore: Cents
  /// What the same rewards come to.
  public var amountCentsAfter: Cents

  public init(
    memberId: MemberID,
    pointsBefore: Points,
    pointsAfter: Points,
    levelBefore: Level,
    levelAfter: Level,
    amountCentsBefore: Cents,
    amountCentsAfter: Cents
  ) {
    self.memberId = memberId
    self.pointsBefore = pointsBefore
    self.pointsAfter = pointsAfter
    self.levelBefore = levelBefore
    self.levelAfter = levelAfter
    self.amountCentsBefore = amountCentsBefore
    self.amountCentsAfter = amountCentsAfter
  }
}
