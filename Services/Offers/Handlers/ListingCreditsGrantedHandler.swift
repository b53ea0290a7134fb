import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that a company got listing credits (W3, O6).
package struct ListingCreditsGrantedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ListingCreditsGranted>], in transaction: Transaction
  ) async throws -> [CompanyID: Int] {
    [:]
  }

  package func decide(
    _ message: Incoming<ListingCreditsGranted>, on credits: inout [CompanyID: Int], emitting emission: inout Emission
  ) throws(Problem) {
    let company = message.data.companyId
    credits[company] = credits[company, default: 0].addingSaturated(message.data.credits)
  }

  package func save(_ credits: [CompanyID: Int]) -> [Statement] {
    credits.isEmpty ? [] : [ListingCreditStatements.grant(credits)]
  }
}
