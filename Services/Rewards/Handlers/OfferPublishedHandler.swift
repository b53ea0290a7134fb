import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// An offer that a listing credit paid for uses it up, once (O6).
package struct OfferPublishedHandler: EventHandler {
  /// The books, and what companies have left.
  package struct State: Sendable {
    fileprivate var journal: Journal
    fileprivate let policyVersion: Int
    fileprivate var credits: [CompanyID: CreditBalance]
    fileprivate let revoked: [CompanyID: RewardStatements.Revoked]
    fileprivate var used: Set<CauseID>
    fileprivate var changed: Set<CompanyID> = []
  }

  package init() {}

  package func load(_ messages: [Incoming<OfferPublished>], in transaction: Transaction) async throws -> State {
    let paid = messages.map(\.data).filter { $0.paidWith == .listingCredit }
    let companies = Set(paid.map(\.companyId)).sorted()
    let now = messages[0].receivedAt
    let results = try await transaction.query(
      PartyStatements.lockCredits(companies) + [
        LedgerStatements.selectCauses(paid.map { .creditUse($0.offerId) }), RewardPolicy.statements.select(at: now),
        RewardStatements.selectRevokedLast(of: companies),
      ])
    return State(
      journal: Journal(at: now),
      policyVersion: try Policies(results[3], at: now).inForce.version,
      credits: try PartyStatements.credits(results[1]),
      revoked: try RewardStatements.revoked(results[4]),
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
    state.journal.post(
      LedgerTransaction(
        cause: .creditUse(offer), messageID: message.id, recommendationID: nil, policyVersion: state.policyVersion,
        postings: balance.usePostings),
      by: emission.actor)
    let revoked = state.revoked[company]
    state.journal.open(
      balance.claim(
        missing, because: .overdraft(offer), of: revoked?.rewardID,
        for: (revoked?.recommendationID).map { RewardOriginID($0) }, usedBy: offer),
      from: revoked?.recommendationID, under: revoked?.policyVersion ?? state.policyVersion, because: message.id,
      emitting: &emission)
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.changed.isEmpty else { return [] }
    return state.journal.statements
      + [PartyStatements.updateCredits(state.changed.sorted().compactMap { state.credits[$0] })]
  }
}
