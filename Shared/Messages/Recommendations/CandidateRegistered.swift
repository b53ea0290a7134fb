public import Vocabulary

/// A recommended candidate's details; bound by qualification and notifications alone (M9).
public struct CandidateRegistered: EventPayload {
  /// `coopt.recommendations.candidate-registered.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "candidate-registered")

  /// The candidate.
  public var candidateId: CandidateID
  /// By which recommendation.
  public var recommendationId: RecommendationID
  /// First name.
  public var firstName: String
  /// Last name.
  public var lastName: String
  /// E-mail address.
  public var email: EmailAddress
  /// Telephone number.
  public var phone: String?
  /// The LinkedIn profile.
  public var linkedinUrl: String?
  /// What the member says, for staff only.
  public var message: String?
  /// The language to write to the candidate in.
  public var language: Language?

  public init(
    candidateId: CandidateID,
    recommendationId: RecommendationID,
    firstName: String,
    lastName: String,
    email: EmailAddress,
    phone: String? = nil,
    linkedinUrl: String? = nil,
    message: String? = nil,
    language: Language? = nil
  ) {
    self.candidateId = candidateId
    self.recommendationId = recommendationId
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.linkedinUrl = linkedinUrl
    self.message = message
    self.language = language
  }

  /// The `candidateId`.
  public var subject: String { candidateId.description }
}

extension CandidateRegistered {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(firstName, "firstName")
    validator.line(lastName, "lastName")
    validator.line(phone, "phone")
    validator.line(linkedinUrl, "linkedinUrl", maximum: Validator.maximumURLLength)
    validator.text(message, "message")
  }
}
