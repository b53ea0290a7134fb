import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The payouts that a batch requests, confirms and cancels, with the claims that come of them (W6, W8).
///
/// Of one holder and origin either something is still to be paid or something is claimed, never both: whatever came
/// first, they are set off (H1).
struct Payouts: Sendable {
  private var payouts: [PayoutID: Payout] = [:]
  private var ofReward: [RewardID: [PayoutID]] = [:]
  private var ofOrigin: [RewardOriginID: [PayoutID]] = [:]
  private var requested: [PayoutID] = []
  private var changed: Set<PayoutID> = []
  private var setOffs: SetOffs

  /// Payouts and set-offs of before; of what rewards are owed for that may be granted anew, all claims.
  init(_ payouts: [Payout] = [], setOffs: [SetOff] = []) {
    self.setOffs = SetOffs(setOffs)
    for payout in payouts where self.payouts[payout.id] == nil { note(payout) }
  }

  /// A payout of before or of this batch.
  subscript(id: PayoutID) -> Payout? { payouts[id] }

  private mutating func note(_ payout: Payout) {
    payouts[payout.id] = payout
    ofReward[payout.rewardID, default: []].append(payout.id)
    if let origin = payout.originID { ofOrigin[origin, default: []].append(payout.id) }
  }

  /// Payouts of an origin to a holder, the oldest first.
  private func payouts(of origin: RewardOriginID?, to holder: Holder) -> [Payout] {
    guard let origin else { return [] }
    return ofOrigin[origin, default: []].compactMap { payouts[$0] }.filter { $0.holder == holder }
      .sorted { $0.id < $1.id }
  }

  /// What of a claim is still owed back.
  private func claimed(_ payout: Payout) -> Cents {
    payout.isClaim ? payout.amount - setOffs.amount(of: payout.id) : 0
  }

  // MARK: Owing

  /// Has a holder paid what is owed for a reward, less what is claimed back of the same origin.
  mutating func owe(
    _ amount: Cents, to holder: Holder, for reward: Reward, because message: MessageID, in journal: inout Journal,
    emitting emission: inout Emission
  ) {
    var rest = amount
    for payout in payouts(of: reward.originID, to: holder) {
      rest -= setOff(rest, of: payout, against: reward, because: message, in: &journal, emitting: &emission)
    }
    request(rest, to: holder, for: reward, at: journal.now, emitting: &emission)
  }

  private mutating func request(
    _ amount: Cents, to holder: Holder, for reward: Reward, at now: Timestamp, emitting emission: inout Emission
  ) {
    guard amount > 0 else { return }
    let former = ofReward[reward.id, default: []].count { payouts[$0]?.holder == holder }
    let cause = "\(reward.id):\(Account.payable(holder))" + (former == 0 ? "" : ":\(former + 1)")
    let payout = Payout(
      id: .derived(from: cause, at: now), rewardID: reward.id, originID: reward.originID, sequence: former + 1,
      holder: holder, amount: amount)
    guard let event = PayoutRequested(payout) else { return }
    note(payout)
    requested.append(payout.id)
    emission.publish(event)
  }

  /// Sets a claim off, as far as it goes; how far.
  private mutating func setOff(
    _ amount: Cents, of payout: Payout, against reward: Reward, because message: MessageID, in journal: inout Journal,
    emitting emission: inout Emission
  ) -> Cents {
    let amount = min(amount, claimed(payout))
    guard amount > 0, let claim = payout.claim(of: amount, because: reward.cause.setOff(against: payout.id)) else {
      return 0
    }
    let transaction = journal.setOff(claim, against: reward, because: message, emitting: &emission)
    guard let transaction else { return 0 }
    setOffs.add(
      SetOff(transactionID: transaction, payoutID: payout.id, rewardID: reward.id, amount: amount))
    return amount
  }

  // MARK: Paying

  /// Finance paid an instruction; what it was not due for any more is set off, or claimed back.
  mutating func confirm(
    _ id: PayoutID, at paidAt: Timestamp, as reference: String, of rewards: [RewardID: Reward],
    because message: MessageID, in journal: inout Journal, emitting emission: inout Emission
  ) {
    guard var payout = payouts[id], payout.paidAt == nil, let reward = rewards[payout.rewardID] else { return }
    payout.paidAt = paidAt
    payout.reference = reference
    payouts[id] = payout
    changed.insert(id)
    journal.post(
      LedgerTransaction(
        cause: .payment(id), messageID: message, recommendationID: reward.recommendationID,
        policyVersion: reward.policyVersion, postings: payout.paymentPostings),
      by: emission.actor)
    guard let claim = payout.claim else { return }
    journal.open(
      claim, from: reward.recommendationID, under: reward.policyVersion, because: message, emitting: &emission)
    for open in payouts(of: payout.originID, to: payout.holder) where open.isOpen {
      guard let successor = rewards[open.rewardID], claimed(payout) > 0 else { continue }
      // Finance may be about to pay it, and then that is claimed in turn; a rest is asked for under an id of its own.
      cancel(open.id, at: journal.now)
      emission.publish(PayoutCancelled(payoutId: open.id))
      let amount = setOff(
        open.amount, of: payout, against: successor, because: message, in: &journal, emitting: &emission)
      request(open.amount - amount, to: open.holder, for: successor, at: journal.now, emitting: &emission)
    }
  }

  // MARK: Taking back

  /// Cancels what is still to be paid for a reward that was taken back, and claims what was paid or set off (W8).
  mutating func takeBack(
    _ reward: Reward, because message: MessageID, in journal: inout Journal, emitting emission: inout Emission
  ) {
    for setOff in setOffs.takeBack(of: reward.id, at: journal.now) {
      guard let payout = payouts[setOff.payoutID] else { continue }
      journal.reopen(setOff, of: payout, because: message, emitting: &emission)
    }
    for id in ofReward[reward.id, default: []] where payouts[id]?.cancelledAt == nil {
      cancel(id, at: journal.now)
      guard let claim = payouts[id]?.claim else {
        emission.publish(PayoutCancelled(payoutId: id))
        continue
      }
      journal.open(
        claim, from: reward.recommendationID, under: reward.policyVersion, because: message, emitting: &emission)
    }
  }

  private mutating func cancel(_ id: PayoutID, at now: Timestamp) {
    payouts[id]?.cancelledAt = now
    changed.insert(id)
  }

  // MARK: Saving

  /// What makes it true, after the transactions and the rewards that it refers to.
  func statements(at now: Timestamp) -> [Statement] {
    let added = requested.compactMap { payouts[$0] }
    let updated = changed.subtracting(requested).sorted().compactMap { payouts[$0] }
    var statements: [Statement] = []
    if !added.isEmpty { statements.append(PayoutStatements.insert(added, at: now)) }
    if !updated.isEmpty { statements.append(PayoutStatements.update(updated)) }
    return statements + setOffs.statements
  }
}
