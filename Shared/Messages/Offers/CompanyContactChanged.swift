public import Vocabulary

/// Where to reach a company, as it is now; bound by notifications alone (M9).
public struct CompanyContactChanged: EventPayload {
  /// `coopt.offers.company-contact-changed.v1`.
  public static let messageType = MessageType(service: "offers", name: "company-contact-changed")

  /// The company.
  public var companyId: CompanyID
  /// The address; none where absent.
  public var contactEmail: EmailAddress?

  public init(companyId: CompanyID, contactEmail: EmailAddress? = nil) {
    self.companyId = companyId
    self.contactEmail = contactEmail
  }

  /// The `companyId`.
  public var subject: String { companyId.description }
}
