public import Vocabulary

/// A company was registered.
public struct CompanyRegistered: EventPayload {
  /// `coopt.offers.company-registered.v1`.
  public static let messageType = MessageType(service: "offers", name: "company-registered")

  /// The company.
  public var companyId: CompanyID
  /// Its name.
  public var name: String
  /// The language to write to it in.
  public var locale: Language?
  /// Grows with each change of the company; absent in messages of before there were others.
  public var revision: Int?

  public init(companyId: CompanyID, name: String, locale: Language? = nil, revision: Int? = nil) {
    self.companyId = companyId
    self.name = name
    self.locale = locale
    self.revision = revision
  }

  /// The `companyId`.
  public var subject: String { companyId.description }
}

extension CompanyRegistered {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.line(name, "name")
  }
}
