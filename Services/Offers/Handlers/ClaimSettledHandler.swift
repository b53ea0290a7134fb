import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that a company paid back listing credits that it owed, or need not (W6): the next that it gets are its own.
package struct ClaimSettledHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ClaimSettled>], in transaction: Transaction
  ) async throws -> [CompanyID: Int] {
    [:]
  }

  package func decide(
    _ message: Incoming<ClaimSettled>, on credits: inout [CompanyID: Int], emitting emission: inout Emission
  ) throws(Problem) {
    let settled = message.data
    guard settled.unit == .listingCredits, settled.amount > 0, let company = settled.holder.company else { return }
    credits[company] = credits[company, default: 0].addingSaturated(settled.amount)
  }

  package func save(_ credits: [CompanyID: Int]) -> [Statement] {
    credits.isEmpty ? [] : [ListingCreditStatements.grant(credits)]
  }
}

extension AccountHolder {
  /// The company, where it is one.
  var company: CompanyID? { kind == .company ? CompanyID(id) : nil }
}
