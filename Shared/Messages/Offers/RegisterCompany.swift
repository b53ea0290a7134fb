public import Vocabulary

/// Registers a company that posts offers (O1).
///
/// Refusals: `id-already-used`, `siren-already-registered`.
public struct RegisterCompany: DecisionByHand {
  /// `coopt.offers.register-company.v1`.
  public static let messageType = MessageType(service: "offers", name: "register-company")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.idAlreadyUsed, .sirenAlreadyRegistered]

  /// The company's id; made by the service where absent.
  public var companyId: CompanyID?
  /// Its name.
  public var name: String
  /// Its number in the French register.
  public var siren: SIREN?
  /// Where transmitted candidates are told.
  public var contactEmail: EmailAddress?
  /// The language to write to it in.
  public var locale: Language?

  public init(
    companyId: CompanyID? = nil,
    name: String,
    siren: SIREN? = nil,
    contactEmail: EmailAddress? = nil,
    locale: Language? = nil
  ) {
    self.companyId = companyId
    self.name = name
    self.siren = siren
    self.contactEmail = contactEmail
    self.locale = locale
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The company.
    public var companyId: CompanyID

    public init(companyId: CompanyID) {
      self.companyId = companyId
    }
  }
}

extension RegisterCompany {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(name, "name")
  }
}

extension RegisterCompany {
  /// No money follows from it.
  public var requiresActor: Bool { false }

  /// The company.
  public func subject(of result: RegisterCompany.Result) -> String { result.companyId.description }
}
