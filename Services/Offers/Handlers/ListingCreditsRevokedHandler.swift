import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that a reversal took listing credits from a company (W8).
package struct ListingCreditsRevokedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ListingCreditsRevoked>], in transaction: Transaction
  ) async throws -> [CompanyID: Int] {
    [:]
  }

  package func decide(
    _ message: Incoming<ListingCreditsRevoked>, on credits: inout [CompanyID: Int], emitting emission: inout Emission
  ) throws(Problem) {
    let company = message.data.companyId
    credits[company] = credits[company, default: 0].addingSaturated(message.data.credits)
  }

  package func save(_ credits: [CompanyID: Int]) -> [Statement] {
    credits.isEmpty ? [] : [ListingCreditStatements.revoke(credits)]
  }
}
