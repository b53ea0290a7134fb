public import Vocabulary

/// A candidate, by name and address.
public struct NamedCandidate: Codable, Hashable, Sendable {
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

  public init(
    firstName: String, lastName: String, email: EmailAddress, phone: String? = nil, linkedinUrl: String? = nil
  ) {
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.linkedinUrl = linkedinUrl
  }
}
