/// Whose an account of the books is.
public struct AccountHolder: Codable, Hashable, Sendable {
  /// A member, a charity or a company.
  public var kind: AccountHolderKind
  /// The id of the member, charity or company.
  public var id: String

  public init(kind: AccountHolderKind, id: String) {
    self.kind = kind
    self.id = id
  }
}

extension AccountHolder {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.line(id, "\(field).id")
  }
}
