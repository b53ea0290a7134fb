import ArgumentParser
import CooptCommandLine

/// `coopt ledger`.
struct Ledger: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look into the books: balances, where an entry comes from, whether everything adds up.",
    discussion: """
      Reads the views rewards.ledger_entries, rewards.ledger_transactions and rewards.account_balances, in a \
      transaction that writes nothing; the login has to be a member of the role coopt_operators. Debits are positive.
      """,
    subcommands: [LedgerBalances.self, LedgerExplain.self, LedgerVerify.self]
  )
}
