public import Vocabulary

/// Amends a company: what is given is replaced, the rest stays (O7).
///
/// A null removes what may be absent. Refusals: `company-not-found`, `siren-already-registered`.
public struct UpdateCompany: DecisionByHand {
  /// `coopt.offers.update-company.v1`.
  public static let messageType = MessageType(service: "offers", name: "update-company")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.companyNotFound, .sirenAlreadyRegistered]

  /// Which.
  public var companyId: CompanyID
  /// Name.
  public var name: String?
  /// SIREN; null removes it.
  public var siren: Patch<SIREN>
  /// Where candidates are transmitted to; null removes it.
  public var contactEmail: Patch<EmailAddress>
  /// The language to write in.
  public var locale: Language?

  public init(
    companyId: CompanyID, name: String? = nil, siren: Patch<SIREN> = .keep, contactEmail: Patch<EmailAddress> = .keep,
    locale: Language? = nil
  ) {
    self.companyId = companyId
    self.name = name
    self.siren = siren
    self.contactEmail = contactEmail
    self.locale = locale
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension UpdateCompany {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(name, "name")
  }
}

extension UpdateCompany {
  /// The company's own word.
  public var requiresActor: Bool { false }

  /// The `companyId`.
  public func subject(of result: Accepted) -> String { companyId.description }
}
