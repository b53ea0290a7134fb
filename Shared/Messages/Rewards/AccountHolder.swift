/// Whose an account of the books is.
public struct AccountHolder: Codable, Hashable, Sendable {
  /// A member, a charity or a company.
  public var kind: AccountHolderKind
  /// The id of the member, charity or company.
  public var id: String

  /// A value with its fields.
  public init(kind: AccountHolderKind, id: String) {
    self.kind = kind
    self.id = id
  }
}
