public import Vocabulary

/// A candidate as a member describes one.
public struct CandidateDetails: Codable, Hashable, Sendable {
  /// First name.
  public var firstName: String
  /// Last name.
  public var lastName: String
  /// E-mail address.
  public var email: EmailAddress
  /// Telephone number; a national one is read with the offer's country (R4).
  public var phone: String?
  /// The LinkedIn profile.
  public var linkedinUrl: String?
  /// Who the candidate works for (R6).
  public var currentEmployer: Employer?
  /// The language to write to the candidate in.
  public var locale: Language?

  public init(
    firstName: String,
    lastName: String,
    email: EmailAddress,
    phone: String? = nil,
    linkedinUrl: String? = nil,
    currentEmployer: Employer? = nil,
    locale: Language? = nil
  ) {
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.linkedinUrl = linkedinUrl
    self.currentEmployer = currentEmployer
    self.locale = locale
  }
}

extension CandidateDetails {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.line(firstName, "\(field).firstName")
    validator.line(lastName, "\(field).lastName")
    validator.line(phone, "\(field).phone")
    validator.line(linkedinUrl, "\(field).linkedinUrl", maximum: Validator.maximumURLLength)
    currentEmployer?.validate(&validator, at: "\(field).currentEmployer")
  }
}
