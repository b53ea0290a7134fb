/// Lists companies, registered last first (A1).
public struct ListCompanies: ListQuestion {
  /// `coopt.offers.list-companies.v1`.
  public static let messageType = MessageType(service: "offers", name: "list-companies")

  /// Only those whose name begins so, whatever case and accents.
  public var name: String?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(name: String? = nil, pageSize: Int? = nil, pageToken: String? = nil) {
    self.name = name
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedCompany
}

extension ListCompanies {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(name, "name")
    validatePage(&validator)
  }
}
