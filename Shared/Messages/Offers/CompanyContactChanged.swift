public import Vocabulary

/// Where to reach a company, as it is now; bound by notifications alone (M9).
public struct CompanyContactChanged: EventPayload {
  /// `coopt.offers.company-contact-changed.v1`.
  public static let messageType = MessageType(service: "offers", name: "company-contact-changed")

  /// The company.
  public var companyId: CompanyID
  /// The address; none where absent.
  public var contactEmail: EmailAddress?
  /// Grows with each change of the company; absent in messages of before there were others.
  public var revision: Int?

  public init(companyId: CompanyID, contactEmail: EmailAddress? = nil, revision: Int? = nil) {
    self.companyId = companyId
    self.contactEmail = contactEmail
    self.revision = revision
  }

  /// The `companyId`.
  public var subject: String { companyId.description }
}

extension CompanyContactChanged {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
  }
}
