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
    fileprivate var credits: [CompanyID: CreditBalance]
    fileprivate var changed: Set<CompanyID> = []
  }

  package init() {}

  /// Locks credits before claims, as who grants or takes credits does.
  package func load(_ messages: [Incoming<SettleClaim>], in transaction: Transaction) async throws -> State {
    let claims = Set(messages.map(\.data.claimId)).sorted()
    let companies = try await transaction.query([ClaimStatements.selectCompanies(claims)])[0].decode(CompanyID.self)
    let results = try await transaction.query(
      PartyStatements.lockCredits(Set(companies).sorted()) + [ClaimStatements.lock(claims)])
    return State(
      journal: Journal(at: messages[0].receivedAt, claims: Claims(try results[2].map(ClaimStatements.account))),
      credits: try PartyStatements.credits(results[1]))
  }

  package func decide(
    _ message: Incoming<SettleClaim>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> SettleClaim.Result {
    guard let claim = state.journal.claims[message.data.claimId] else { throw Problem(.claimNotFound) }
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
