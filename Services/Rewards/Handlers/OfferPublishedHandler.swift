import Messages
import PostgreSQLClient
import RewardsDomain
import ServiceRuntime
import Vocabulary

/// An offer that a listing credit paid for uses it up, once (O6).
package struct OfferPublishedHandler: EventHandler {
  /// The books, and what companies have left.
  package struct State: Sendable {
    fileprivate var journal: Journal
    fileprivate let policyVersion: Int
    fileprivate var credits: [CompanyID: CreditBalance]
    fileprivate var used: Set<CauseID>
    fileprivate var changed: Set<CompanyID> = []
  }

  package init() {}

  package func load(_ messages: [Incoming<OfferPublished>], in transaction: Transaction) async throws -> State {
    let paid = messages.map(\.data).filter { $0.paidWith == .listingCredit }
    let results = try await transaction.query(
      PartyStatements.lockCredits(Set(paid.map(\.companyId)).sorted()) + [
        LedgerStatements.selectCauses(paid.map { .creditUse($0.offerId) }), PolicyStatements.select(),
      ])
    return State(
      journal: Journal(at: messages[0].receivedAt),
      policyVersion: try Policies(results[3]).inForce.version,
      credits: try PartyStatements.credits(results[1]),
      used: Set(try results[2].decode(CauseID.self)))
  }

  package func decide(
    _ message: Incoming<OfferPublished>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    let (offer, company) = (message.data.offerId, message.data.companyId)
    guard message.data.paidWith == .listingCredit, state.used.insert(.creditUse(offer)).inserted else { return }
    var balance = state.credits[company] ?? CreditBalance(companyID: company)
    let missing = balance.take(1)
    state.credits[company] = balance
    state.changed.insert(company)
    let lines: [(CauseID, [Posting])] = [
      (.creditUse(offer), balance.usePostings), (.overdraft(offer), balance.claimPostings(missing)),
    ]
    for (cause, postings) in lines {
      state.journal.post(
        LedgerTransaction(
          cause: cause, messageID: message.id, recommendationID: nil, policyVersion: state.policyVersion,
          postings: postings))
    }
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.changed.isEmpty else { return [] }
    return state.journal.statements
      + [PartyStatements.updateCredits(state.changed.sorted().compactMap { state.credits[$0] })]
  }
}
