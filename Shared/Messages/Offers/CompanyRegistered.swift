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

  public init(companyId: CompanyID, name: String, locale: Language? = nil) {
    self.companyId = companyId
    self.name = name
    self.locale = locale
  }

  /// The `companyId`.
  public var subject: String { companyId.description }
}

extension CompanyRegistered {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(name, "name")
  }
}
