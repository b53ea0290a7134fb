public import Vocabulary

/// Asks for a company (A1).
///
/// Refusal: `company-not-found`.
public struct GetCompany: CommandPayload {
  /// `coopt.offers.get-company.v1`.
  public static let messageType = MessageType(service: "offers", name: "get-company")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.companyNotFound]

  /// Which.
  public var companyId: CompanyID

  public init(companyId: CompanyID) {
    self.companyId = companyId
  }

  /// What the accepted reply says.
  public typealias Result = ListedCompany
}
