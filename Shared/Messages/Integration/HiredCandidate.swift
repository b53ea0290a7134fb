public import Vocabulary

/// What an outside system knows of who was hired; one of these at least.
public struct HiredCandidate: Codable, Hashable, Sendable {
  /// The platform's candidate.
  public var candidateId: CandidateID?
  /// The candidacy that the company got.
  public var candidacyId: CandidacyID?
  /// E-mail address.
  public var email: EmailAddress?
  /// Telephone number.
  public var phone: String?

  public init(
    candidateId: CandidateID? = nil, candidacyId: CandidacyID? = nil, email: EmailAddress? = nil, phone: String? = nil
  ) {
    self.candidateId = candidateId
    self.candidacyId = candidacyId
    self.email = email
    self.phone = phone
  }
}

extension HiredCandidate {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    let isKnown = candidateId != nil || candidacyId != nil || email != nil || phone != nil
    validator.check(isKnown, field, "needs candidateId, candidacyId, email or phone")
    validator.line(phone, "\(field).phone")
  }
}
