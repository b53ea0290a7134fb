import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// What became of claims, as far as a batch opens, sets off or settles them (W6).
struct Claims: Sendable {
  private var accounts: [TransactionID: ClaimAccount] = [:]
  private var ofPayout: [PayoutID: [TransactionID]] = [:]
  private var ofCompany: [CompanyID: [TransactionID]] = [:]
  private var added: [TransactionID] = []
  private var changed: Set<TransactionID> = []

  /// Those of before.
  init(_ accounts: [ClaimAccount] = []) {
    for account in accounts.sorted(by: { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }) { note(account) }
  }

  private mutating func note(_ account: ClaimAccount) {
    accounts[account.id] = account
    if let payout = account.payoutID { ofPayout[payout, default: []].append(account.id) }
    if case .company(let company) = account.holder { ofCompany[company, default: []].append(account.id) }
  }

  /// A claim.
  subscript(id: TransactionID) -> ClaimAccount? { accounts[id] }

  /// How much of what a payout paid, and was not due, came back.
  func repaid(of payout: PayoutID) -> Cents { sum(of: payout, \.repaid) }

  /// How much of it staff gave up.
  func writtenOff(of payout: PayoutID) -> Cents { sum(of: payout, \.writtenOff) }

  private func sum(of payout: PayoutID, _ part: KeyPath<ClaimAccount, Int>) -> Cents {
    ofPayout[payout, default: []].reduce(0) { $0 + Cents(accounts[$1]?[keyPath: part] ?? 0) }
  }

  /// What of a company's claims for an origin was written off, and counts when that is granted anew.
  func writtenOff(of company: CompanyID, for origin: RewardOriginID) -> Int {
    ofCompany[company, default: []].compactMap { accounts[$0] }.filter { $0.originID == origin }
      .reduce(0) { $0.addingSaturated($1.writtenOffLeft) }
  }

  /// Takes note of a claim that a transaction posted.
  mutating func open(
    _ claim: Claim, in transaction: TransactionID, at now: Timestamp, from recommendation: RecommendationID?,
    under policyVersion: Int
  ) {
    note(
      ClaimAccount(
        id: transaction, holder: claim.holder, unit: claim.unit, amount: claim.claimed, openedAt: now,
        rewardID: claim.rewardID, originID: claim.originID, payoutID: claim.payoutID, recommendationID: recommendation,
        policyVersion: policyVersion))
    added.append(transaction)
  }

  /// Sets a claim off, the oldest of those that it is made of first.
  mutating func setOff(_ claim: Claim) {
    var (claimed, writtenOff) = (claim.claimed, claim.writtenOff)
    for id in these(claim) {
      guard var account = accounts[id] else { continue }
      let taken = min(claimed, account.remaining)
      account.setOff += taken
      claimed -= taken
      if account.originID == claim.originID {
        let given = min(writtenOff, account.writtenOffLeft)
        account.writtenOffSetOff += given
        writtenOff -= given
      }
      write(account)
    }
  }

  /// Puts what was written off, and was set off since, back to where it was (W8).
  mutating func restore(writtenOff amount: Cents, of payout: PayoutID) {
    var amount = amount.rawValue
    for id in ofPayout[payout, default: []].reversed() {
      guard var account = accounts[id] else { continue }
      let restored = min(amount, account.writtenOffSetOff)
      account.writtenOffSetOff -= restored
      amount -= restored
      write(account)
    }
  }

  private func these(_ claim: Claim) -> [TransactionID] {
    if let payout = claim.payoutID { return ofPayout[payout, default: []] }
    guard case .company(let company) = claim.holder else { return [] }
    return ofCompany[company, default: []]
  }

  /// Writes a claim as it is now.
  mutating func write(_ account: ClaimAccount) {
    guard accounts[account.id] != account else { return }
    accounts[account.id] = account
    changed.insert(account.id)
  }

  /// What makes it true, after the transactions that it refers to.
  var statements: [Statement] {
    let updated = changed.subtracting(added).sorted().compactMap { accounts[$0] }
    var statements: [Statement] = []
    if !added.isEmpty { statements.append(ClaimStatements.insert(added.compactMap { accounts[$0] })) }
    if !updated.isEmpty { statements.append(ClaimStatements.update(updated)) }
    return statements
  }
}
