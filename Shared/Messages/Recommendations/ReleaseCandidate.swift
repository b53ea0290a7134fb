public import Vocabulary

/// Takes a candidate from the member they are attributed to (R9).
///
/// Who recommends next has them; recommendations made before go on. Refusal: `candidate-not-found`.
public struct ReleaseCandidate: DecisionByHand {
  /// `coopt.recommendations.release-candidate.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "release-candidate")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.candidateNotFound]

  /// Whom.
  public var candidateId: CandidateID
  /// Why, for the record.
  public var reason: String

  public init(candidateId: CandidateID, reason: String) {
    self.candidateId = candidateId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension ReleaseCandidate {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension ReleaseCandidate {
  /// The `candidateId`.
  public func subject(of result: Accepted) -> String { candidateId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
