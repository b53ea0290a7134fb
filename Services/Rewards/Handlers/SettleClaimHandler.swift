import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Staff end a claim, or a part of it: it was repaid, or is given up (W6).
package struct SettleClaimHandler: CommandHandler {
  /// The claims in the books, and what their companies have of listing credits.
  package struct State: Sendable {
    fileprivate var journal: Journal
    /// The claims that names of before are of.
    fileprivate let former: [TransactionID: TransactionID]
    fileprivate var credits: [CompanyID: CreditBalance]
    fileprivate var changed: Set<CompanyID> = []
  }

  package init() {}

  /// Locks credits before claims, as who grants or takes credits does.
  package func load(_ messages: [Incoming<SettleClaim>], in transaction: Transaction) async throws -> State {
    let names = Set(messages.map(\.data.claimId)).sorted()
    let renamed = try await transaction.query([ClaimStatements.selectFormer(names)])[0]
      .decode((TransactionID, TransactionID).self)
    let former = Dictionary(renamed.map { ($0.0, $0.1) }) { first, _ in first }
    let claims = Set(names.map { former[$0] ?? $0 }).sorted()
    let companies = try await transaction.query([ClaimStatements.selectCompanies(claims)])[0].decode(CompanyID.self)
    let results = try await transaction.query(
      PartyStatements.lockCredits(Set(companies).sorted()) + [ClaimStatements.lock(claims)])
    return State(
      journal: Journal(at: messages[0].receivedAt, claims: Claims(try results[2].map(ClaimStatements.account))),
      former: former,
      credits: try PartyStatements.credits(results[1]))
  }

  package func decide(
    _ message: Incoming<SettleClaim>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> SettleClaim.Result {
    let name = message.data.claimId
    guard let claim = state.journal.claims[state.former[name] ?? name] else { throw Problem(.claimNotFound) }
    let amount = try amount(message.data, of: claim)
    state.journal.settle(claim.id, amount, by: message.data, because: message.id, emitting: &emission)
    if case .company(let company) = claim.holder {
      state.credits[company]?.settle(amount)
      state.changed.insert(company)
    }
    return SettleClaim.Result(remaining: claim.remaining - amount)
  }

  /// How much is settled; throws a problem where that cannot be.
  private func amount(_ settling: SettleClaim, of claim: ClaimAccount) throws(Problem) -> Int {
    let isMoney = claim.unit == .euroCents
    let (field, given) = isMoney ? ("amountCents", settling.amountCents?.rawValue) : ("amount", settling.amount)
    if (isMoney ? settling.amount != nil : settling.amountCents != nil) && claim.remaining > 0 {
      throw .invalidMessage([
        FieldError(field: isMoney ? "amount" : "amountCents", message: "is not what the claim counts: give \(field)")
      ])
    }
    let amount = given ?? claim.remaining
    switch claim.refusal(of: amount) {
    case nil: return amount
    case .settled: throw Problem(.claimSettled)
    case .amount(let most):
      throw .invalidMessage([FieldError(field: field, message: "is not between 1 and \(most), which remain")])
    }
  }

  package func save(_ state: State) -> [Statement] {
    let credits = state.changed.sorted().compactMap { state.credits[$0] }
    return state.journal.statements + (credits.isEmpty ? [] : [PartyStatements.updateCredits(credits)])
  }
}
