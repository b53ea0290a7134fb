import Messages
import Vocabulary

extension ListedPayout {
  /// A table of instructions, the newest first.
  package static func lines(_ payouts: [ListedPayout]) -> [String] {
    guard !payouts.isEmpty else { return ["no payouts"] }
    var table = TextTable(
      ["ID", "STATE", "AMOUNT", "TO", "REQUESTED", "PAID", "REFERENCE"], alignments: [.left, .left, .right])
    for payout in payouts {
      table.add([
        payout.payoutId.description, payout.state.rawValue,
        "\(amount(payout.amountCents.rawValue)) \(payout.currency.rawValue)",
        "\(payout.beneficiary.kind.rawValue) \(payout.beneficiary.id)", payout.requestedAt.description,
        payout.paidAt?.description ?? "-", payout.reference ?? "-",
      ])
    }
    return table.lines
  }

  /// Cents as units with two digits behind the point, whatever the locale.
  private static func amount(_ cents: Int) -> String {
    let digits = cents % 100
    return "\(cents / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
