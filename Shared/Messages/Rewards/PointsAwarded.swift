public import Vocabulary

/// A member got points, or lost them in a reversal (W7, W8).
public struct PointsAwarded: EventPayload {
  /// `coopt.rewards.points-awarded.v1`.
  public static let messageType = MessageType(service: "rewards", name: "points-awarded")

  /// The member.
  public var memberId: MemberID
  /// How many; negative in a reversal.
  public var points: Points
  /// For what.
  public var rule: PointsRule
  /// How many the member has now.
  public var total: Points
  /// What caused it.
  public var causeId: String
  /// Grows with each award of the member; the greatest is the latest.
  public var revision: Int?

  public init(
    memberId: MemberID, points: Points, rule: PointsRule, total: Points, causeId: String, revision: Int? = nil
  ) {
    self.memberId = memberId
    self.points = points
    self.rule = rule
    self.total = total
    self.causeId = causeId
    self.revision = revision
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension PointsAwarded {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.total(points.rawValue, "points")
    validator.total(total.rawValue, "total")
    validator.line(causeId, "causeId")
    validator.range(revision, 0...Validator.maximumVersion, "revision")
  }
}
