public import Vocabulary

/// A candidate belongs to no member any more (R9).
public struct CandidateReleased: EventPayload {
  /// `coopt.recommendations.candidate-released.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "candidate-released")

  /// The candidate.
  public var candidateId: CandidateID
  /// Whose they were.
  public var memberId: MemberID?
  /// Why; for staff alone.
  public var reason: String?

  public init(candidateId: CandidateID, memberId: MemberID? = nil, reason: String? = nil) {
    self.candidateId = candidateId
    self.memberId = memberId
    self.reason = reason
  }

  /// The `candidateId`.
  public var subject: String { candidateId.description }
}

extension CandidateReleased {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}
