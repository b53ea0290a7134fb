public import Vocabulary

/// What an outside system knows of who was hired; one of these at least.
public struct HiredCandidate: Codable, Hashable, Sendable {
  /// The platform's candidate.
  public var candidateId: CandidateID?
  /// The candidacy that the company got.
  public var candidacyId: CandidacyID?
  /// E-mail address.
  public var email: EmailAddress?
  /// 1 to 10 further addresses of the same person, as systems keep them; each counts like `email`.
  public var emails: [EmailAddress]?
  /// Telephone number.
  public var phone: String?

  public init(
    candidateId: CandidateID? = nil, candidacyId: CandidacyID? = nil, email: EmailAddress? = nil,
    emails: [EmailAddress]? = nil, phone: String? = nil
  ) {
    self.candidateId = candidateId
    self.candidacyId = candidacyId
    self.email = email
    self.emails = emails
    self.phone = phone
  }
}

extension HiredCandidate {
  /// Every address, each once.
  public var addresses: [EmailAddress] {
    ([email].compactMap(\.self) + (emails ?? [])).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The same person with the first address as `email`, for readers that know no `emails`.
  ///
  /// The platform itself writes it so: where versions run side by side, the one before would find nobody named.
  public var leadingWithEmail: HiredCandidate {
    guard email == nil, let emails, let first = emails.first else { return self }
    var candidate = self
    candidate.email = first
    candidate.emails = emails.count > 1 ? Array(emails.dropFirst()) : nil
    return candidate
  }

  /// The most addresses beside `email`: what is asked of the database for a hire stays small.
  package static let maximumEmails = 10

  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    let isKnown = candidateId != nil || candidacyId != nil || email != nil || emails != nil || phone != nil
    validator.check(isKnown, field, "needs candidateId, candidacyId, email, emails or phone")
    validator.list(emails, "\(field).emails", minimum: 1, maximum: Self.maximumEmails)
    validator.line(phone, "\(field).phone")
  }
}
