public import Vocabulary

/// A hire could not be matched; it is kept until attributed by hand (H2).
public struct HireUnattributed: EventPayload {
  /// `coopt.recommendations.hire-unattributed.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-unattributed")

  /// The hire.
  public var hireId: HireID
  /// Why.
  public var reason: UnattributedReason

  public init(hireId: HireID, reason: UnattributedReason) {
    self.hireId = hireId
    self.reason = reason
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}
