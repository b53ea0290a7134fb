import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that listing credits that were written off count after all, since the same hire counts again (W6): the company used
/// them.
///
/// What is set off of an open claim is nothing new: it is missing from what the company has already.
package struct ClaimSetOffHandler: EventHandler {
  private static let writtenOff = "platform:claims-written-off"

  package init() {}

  package func load(
    _ messages: [Incoming<ClaimSetOff>], in transaction: Transaction
  ) async throws -> [CompanyID: Int] {
    [:]
  }

  package func decide(
    _ message: Incoming<ClaimSetOff>, on credits: inout [CompanyID: Int], emitting emission: inout Emission
  ) throws(Problem) {
    let setOff = message.data
    guard setOff.unit == .listingCredits, setOff.account == Self.writtenOff, setOff.amount > 0,
      let company = setOff.holder.company
    else { return }
    credits[company] = credits[company, default: 0].addingSaturated(setOff.amount)
  }

  package func save(_ credits: [CompanyID: Int]) -> [Statement] {
    credits.isEmpty ? [] : [ListingCreditStatements.revoke(credits)]
  }
}
