public import Vocabulary

/// A company was amended: what may change of it, as it is now (O7).
public struct CompanyUpdated: EventPayload {
  /// `coopt.offers.company-updated.v1`.
  public static let messageType = MessageType(service: "offers", name: "company-updated")

  /// The company.
  public var companyId: CompanyID
  /// Grows with each change of the company; the greatest is the latest.
  public var revision: Int
  /// Name.
  public var name: String
  /// The language to write in.
  public var locale: Language

  public init(companyId: CompanyID, revision: Int, name: String, locale: Language) {
    self.companyId = companyId
    self.revision = revision
    self.name = name
    self.locale = locale
  }

  /// The `companyId`.
  public var subject: String { companyId.description }
}

extension CompanyUpdated {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.line(name, "name")
  }
}
