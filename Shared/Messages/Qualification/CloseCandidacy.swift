public import Vocabulary

/// Says that the company does not retain a candidate that it got (Q5).
///
/// Refusal: `candidacy-not-found`.
public struct CloseCandidacy: DecisionByHand {
  /// `coopt.qualification.close-candidacy.v1`.
  public static let messageType = MessageType(service: "qualification", name: "close-candidacy")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.candidacyNotFound]

  /// Which.
  public var candidacyId: CandidacyID
  /// Why; for staff alone.
  public var reason: String?

  public init(candidacyId: CandidacyID, reason: String? = nil) {
    self.candidacyId = candidacyId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension CloseCandidacy {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension CloseCandidacy {
  /// The company says so of its own candidates.
  public var requiresActor: Bool { false }

  /// The `candidacyId`.
  public func subject(of result: Accepted) -> String { candidacyId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
