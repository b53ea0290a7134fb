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

  /// A journal that knows some transactions of before, which may have to be reversed.
  init(at now: Timestamp, known: [LedgerTransaction] = []) {
    self.now = now
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
    let id = post(
      LedgerTransaction(
        cause: claim.cause, messageID: message, recommendationID: recommendation, policyVersion: policyVersion,
        postings: claim.postings),
      by: emission.actor)
    guard let id else { return }
    emission.publish(ClaimOpened(claim, in: id))
  }

  /// Posts that a claim, or a part of one, went to what a reward pays, and tells it (H1).
  @discardableResult
  mutating func setOff(
    _ claim: Claim, against reward: Reward, because message: MessageID, emitting emission: inout Emission
  ) -> TransactionID? {
    let id = post(
      LedgerTransaction(
        cause: claim.cause, messageID: message, recommendationID: reward.recommendationID,
        policyVersion: reward.policyVersion, postings: claim.setOffPostings),
      by: emission.actor)
    if let id { emission.publish(ClaimSetOff(claim, against: reward.id, in: id)) }
    return id
  }

  /// Takes a set-off back, by which what was paid is claimed again, and tells that (W8).
  mutating func reopen(
    _ setOff: SetOff, of payout: Payout, because message: MessageID, emitting emission: inout Emission
  ) {
    guard let reversal = known[setOff.transactionID]?.reversal(becauseOf: message),
      let claim = payout.claim(of: setOff.amount, because: reversal.cause)
    else { return }
    post(reversal, by: emission.actor)
    emission.publish(ClaimOpened(claim, in: reversal.id))
  }

  /// What writes the transactions.
  var statements: [Statement] { LedgerStatements.insert(posted, at: now) }
}
