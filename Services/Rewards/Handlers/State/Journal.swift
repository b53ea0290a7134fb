import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The ledger transactions that a batch posts.
struct Journal: Sendable {
  /// When they are recorded.
  let now: Timestamp
  private var known: [TransactionID: LedgerTransaction]
  /// What was posted, in order.
  private(set) var posted: [LedgerTransaction] = []
  /// What became of the claims that it posts or that it knows.
  private(set) var claims: Claims

  /// A journal that knows some transactions of before, which may have to be reversed.
  init(at now: Timestamp, known: [LedgerTransaction] = [], claims: Claims = Claims()) {
    self.now = now
    self.claims = claims
    self.known = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
  }

  /// Posts a transaction where there is one: what is worth nothing leaves no trace in the books.
  ///
  /// `actor` is who decided it by hand, where somebody did (A2).
  @discardableResult
  mutating func post(_ transaction: LedgerTransaction?, by actor: String?) -> TransactionID? {
    guard var transaction else { return nil }
    transaction.actor = actor
    known[transaction.id] = transaction
    posted.append(transaction)
    return transaction.id
  }

  /// Posts the reversal of a transaction (W8); hands back what was reversed.
  @discardableResult
  mutating func reverse(
    _ id: TransactionID, because message: MessageID, by actor: String?
  ) -> LedgerTransaction? {
    guard let original = known[id] else { return nil }
    post(original.reversal(becauseOf: message), by: actor)
    return original
  }

  // MARK: Claims, which nothing else posts

  /// Posts a claim and tells it (W8).
  mutating func open(
    _ claim: Claim?, from recommendation: RecommendationID?, under policyVersion: Int, because message: MessageID,
    emitting emission: inout Emission
  ) {
    guard let claim else { return }
    // Staff's commands name claims by these ids: a rebuild of the books finds them.
    let id = post(
      LedgerTransaction(
        id: .derived(from: claim.cause.rawValue, at: now), cause: claim.cause, messageID: message,
        recommendationID: recommendation, policyVersion: policyVersion, postings: claim.postings),
      by: emission.actor)
    guard let id else { return }
    claims.open(claim, in: id, at: now, from: recommendation, under: policyVersion)
    emission.publish(ClaimOpened(claim, in: id))
  }

  /// Posts that a claim, or a part of one, went to what a reward pays, and tells it (H1); what of it was written off is told
  /// apart.
  @discardableResult
  mutating func setOff(
    _ claim: Claim, against reward: Reward, because message: MessageID, emitting emission: inout Emission
  ) -> TransactionID? {
    let id = post(
      LedgerTransaction(
        cause: claim.cause, messageID: message, recommendationID: reward.recommendationID,
        policyVersion: reward.policyVersion, postings: claim.setOffPostings),
      by: emission.actor)
    guard let id else { return nil }
    claims.setOff(claim)
    if claim.claimed > 0 {
      emission.publish(ClaimSetOff(claim, of: claim.claimed, on: claim.account, against: reward.id, in: id))
    }
    if claim.writtenOff > 0 {
      emission.publish(ClaimSetOff(claim, of: claim.writtenOff, on: .claimsWrittenOff, against: reward.id, in: id))
    }
    return id
  }

  /// Takes a set-off back, by which what was paid is claimed again, and tells that (W8).
  mutating func reopen(
    _ setOff: SetOff, of payout: Payout, because message: MessageID, emitting emission: inout Emission
  ) {
    guard let original = known[setOff.transactionID],
      let reversal = original.reversal(
        becauseOf: message, as: .derived(from: original.cause.reversal.rawValue, at: now))
    else { return }
    post(reversal, by: emission.actor)
    claims.restore(writtenOff: setOff.writtenOff, of: payout.id)
    guard let claim = payout.claim(of: setOff.amount - setOff.writtenOff, because: reversal.cause) else { return }
    claims.open(
      claim, in: reversal.id, at: now, from: reversal.recommendationID, under: reversal.policyVersion)
    emission.publish(ClaimOpened(claim, in: reversal.id))
  }

  /// Posts that staff settled of a claim, and tells it; there is no refusal of the amount (W6).
  mutating func settle(
    _ id: TransactionID, _ amount: Int, by settling: SettleClaim, because message: MessageID,
    emitting emission: inout Emission
  ) {
    guard var account = claims[id] else { return }
    let (cause, postings) = account.settle(amount, by: settling.manner, of: settling.claimId)
    claims.write(account)
    post(
      LedgerTransaction(
        cause: cause, messageID: message, recommendationID: account.recommendationID,
        policyVersion: account.policyVersion, postings: postings),
      by: emission.actor)
    emission.publish(
      ClaimSettled(
        claimId: settling.claimId, holder: AccountHolder(account.holder), unit: LedgerUnit(account.unit),
        amount: amount,
        remaining: account.remaining, manner: settling.manner, reference: settling.reference,
        reason: settling.reason))
  }

  /// What writes the transactions.
  var statements: [Statement] { LedgerStatements.insert(posted, at: now) + claims.statements }
}
