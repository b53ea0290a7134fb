import RewardsBooks

extension AccountBalance {
  /// The balances as a table.
  package static func lines(_ balances: [AccountBalance]) -> [String] {
    var table = TextTable(["account", "balance", "unit"], alignments: [.left, .right])
    for balance in balances { table.add([balance.account, "\(balance.balance)", balance.unit]) }
    return table.lines
  }
}
