/// One account that a settlement moves.
public struct SettlementLine: Codable, Hashable, Sendable {
  /// The account, such as `member:<id>:payable`.
  public var account: String
  /// What the amount counts.
  public var unit: LedgerUnit
  /// Signed as in the books: debits positive.
  public var amount: Int

  public init(account: String, unit: LedgerUnit, amount: Int) {
    self.account = account
    self.unit = unit
    self.amount = amount
  }
}

extension SettlementLine {
  /// Reports what breaks the limits of the contract, with the path of the field that holds this value.
  func validate(_ validator: inout Validator, at field: String) {
    validator.line(account, "\(field).account")
    validator.total(amount, "\(field).amount")
  }
}
