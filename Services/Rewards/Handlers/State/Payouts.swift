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
  private var instalments: Instalments

  /// Payouts, set-offs and parts of before; of what rewards are owed for that may be granted anew, all claims.
  init(_ payouts: [Payout] = [], setOffs: [SetOff] = [], instalments: [Instalment] = []) {
    self.setOffs = SetOffs(setOffs)
    self.instalments = Instalments(instalments)
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
  private func claimed(_ payout: Payout, in journal: Journal) -> Cents {
    guard payout.isClaim else { return 0 }
    let setOff = setOffs.amount(of: payout.id) - setOffs.writtenOff(of: payout.id)
    return payout.amount - setOff - journal.claims.repaid(of: payout.id) - journal.claims.writtenOff(of: payout.id)
  }

  /// What of it staff gave up, and counts when the same is owed anew.
  private func writtenOff(_ payout: Payout, in journal: Journal) -> Cents {
    journal.claims.writtenOff(of: payout.id) - setOffs.writtenOff(of: payout.id)
  }

  // MARK: Owing

  /// Has what is owed for a reward paid, part by part, less what is claimed back of the same origin; what is due by today is
  /// asked for at once (W9).
  mutating func owe(
    _ planned: [Instalment], for reward: Reward, on today: CalendarDay, because message: MessageID,
    in journal: inout Journal, emitting emission: inout Emission
  ) {
    var parts = planned
    var seen: Set<Holder> = []
    for holder in planned.map(\.holder) where seen.insert(holder).inserted {
      let owed = planned.reduce(Cents(0)) { $1.holder == holder ? $0 + $1.amount : $0 }
      var covered: Cents = 0
      for taken in taken(for: owed, of: payouts(of: reward.originID, to: holder), in: journal) {
        covered += setOff(taken, against: reward, because: message, in: &journal, emitting: &emission)
      }
      for index in parts.indices where parts[index].holder == holder {
        parts[index].setOff = min(covered, parts[index].amount)
        covered -= parts[index].setOff
      }
    }
    instalments.add(parts, of: reward.id)
    for part in instalments[reward.id] where part.isWaiting && part.dueOn <= today {
      request(part, for: reward, at: journal.now, emitting: &emission)
    }
  }

  /// Asks for the parts of a reward whose day has come (W9).
  ///
  /// Their instructions are known by that day, whenever this is done: a rebuild of the books finds them by the same names.
  mutating func requestDue(of reward: Reward, on today: CalendarDay, emitting emission: inout Emission) {
    for part in instalments[reward.id] where part.isWaiting && part.dueOn <= today {
      request(part, for: reward, at: part.dueOn.midnightUTC, emitting: &emission)
    }
  }

  /// Ends what is planned of a reward that was taken back.
  mutating func cancelInstalments(of reward: RewardID, at now: Timestamp) { instalments.cancel(reward, at: now) }

  /// Moves the parts of a reward that still wait to the days that they have now (W9).
  mutating func move(
    _ reward: Reward, by plan: InstalmentPlan, from dates: HireDates, in calendar: PolicyCalendar,
    emitting emission: inout Emission
  ) {
    let waiting = instalments[reward.id].filter(\.isWaiting)
    for part in plan.moved(waiting, from: dates, in: calendar) where !waiting.contains(part) {
      instalments.update(part)
    }
    requestDue(of: reward, on: calendar.today, emitting: &emission)
  }

  private mutating func request(
    _ part: Instalment, for reward: Reward, at instant: Timestamp, emitting emission: inout Emission
  ) {
    let former = ofReward[reward.id, default: []].compactMap { payouts[$0] }
      .count { $0.holder == part.holder && $0.part == part.part }
    let debt = "\(reward.id):\(Account.payable(part.holder))" + (part.part == 1 ? "" : ":part:\(part.part)")
    let cause = debt + (former == 0 ? "" : ":\(former + 1)")
    var part = part
    part.payoutID = instruct(
      part.rest, to: part.holder, part: part.part, for: reward, because: cause, at: instant, emitting: &emission)
    instalments.update(part)
  }

  /// Gives an instruction to finance, known by what causes it at an instant; its id.
  private mutating func instruct(
    _ amount: Cents, to holder: Holder, part: Int, for reward: Reward, repeating failed: PayoutID? = nil,
    because cause: String, at instant: Timestamp, emitting emission: inout Emission
  ) -> PayoutID? {
    let former = ofReward[reward.id, default: []].count { payouts[$0]?.holder == holder }
    let payout = Payout(
      id: .derived(from: cause, at: instant), rewardID: reward.id, originID: reward.originID, sequence: former + 1,
      part: part, retries: failed, holder: holder, amount: amount)
    guard amount > 0, let event = PayoutRequested(payout) else { return nil }
    note(payout)
    requested.append(payout.id)
    emission.publish(event)
    return payout.id
  }

  /// What of a payment is set off: what is claimed of it, and what was written off.
  private struct Taken {
    let payout: Payout
    var claimed: Cents
    var writtenOff: Cents = 0
  }

  /// What some payments cover of what is owed: first what is claimed of any of them, then what was written off.
  private func taken(for owed: Cents, of payments: [Payout], in journal: Journal) -> [Taken] {
    var left = owed
    var taken = payments.map { payout in
      let claimed = min(left, claimed(payout, in: journal))
      left -= claimed
      return Taken(payout: payout, claimed: claimed)
    }
    for index in taken.indices {
      taken[index].writtenOff = min(left, writtenOff(taken[index].payout, in: journal))
      left -= taken[index].writtenOff
    }
    return taken
  }

  /// Sets off what is taken of a payment; how much that is.
  private mutating func setOff(
    _ taken: Taken, against reward: Reward, because message: MessageID, in journal: inout Journal,
    emitting emission: inout Emission
  ) -> Cents {
    let payout = taken.payout
    let amount = taken.claimed + taken.writtenOff
    guard amount > 0,
      let claim = payout.claim(
        of: amount, writtenOff: taken.writtenOff, because: reward.cause.setOff(against: payout.id))
    else { return 0 }
    let transaction = journal.setOff(claim, against: reward, because: message, emitting: &emission)
    guard let transaction else { return 0 }
    setOffs.add(
      SetOff(
        transactionID: transaction, payoutID: payout.id, rewardID: reward.id, amount: amount,
        writtenOff: taken.writtenOff))
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
    if let made = PayoutMade(payout, of: reward) { emission.publish(made) }
    takeTheDebtBack(by: id, at: journal.now, emitting: &emission)
    guard let payout = payouts[id], let claim = payout.claim else { return }
    journal.open(
      claim, from: reward.recommendationID, under: reward.policyVersion, because: message, emitting: &emission)
    for successor in rewards.values.sorted(by: { $0.id < $1.id })
    where successor.originID == payout.originID && successor.reversedAt == nil {
      setOffLate(payout, against: successor, because: message, in: &journal, emitting: &emission)
    }
  }

  /// An instruction that failed, was asked for again, and is paid after all pays its debt; the one in its place is not to be
  /// carried out, unless it was (W6).
  private mutating func takeTheDebtBack(by id: PayoutID, at now: Timestamp, emitting emission: inout Emission) {
    guard let payout = payouts[id], payout.isClaim, let standIn = standIn(for: payout), standIn.isOpen else { return }
    cancel(standIn.id, at: now)
    emission.publish(PayoutCancelled(standIn, paidBy: id))
    payouts[id]?.cancelledAt = nil
    guard var part = instalments.part(of: payout) else { return }
    part.payoutID = id
    instalments.update(part)
  }

  /// The last instruction that repeats one; nil where nobody asked again.
  private func standIn(for payout: Payout) -> Payout? {
    let siblings = ofReward[payout.rewardID, default: []].compactMap { payouts[$0] }
    var last = payout
    while let next = siblings.first(where: { $0.retries == last.id }) { last = next }
    return last.id == payout.id ? nil : last
  }

  /// Sets a payment heard of late off against what is still to be paid for a reward in its place, the earliest part first.
  ///
  /// Finance may be about to pay an instruction that is cancelled here, and then that is claimed in turn; a rest is asked for
  /// under an id of its own.
  private mutating func setOffLate(
    _ payout: Payout, against reward: Reward, because message: MessageID, in journal: inout Journal,
    emitting emission: inout Emission
  ) {
    let open = ofReward[reward.id, default: []].compactMap { payouts[$0] }
      .filter { $0.holder == payout.holder && $0.isOpen }.sorted { ($0.part, $0.id) < ($1.part, $1.id) }
    let waiting = instalments[reward.id].filter { $0.holder == payout.holder && $0.isWaiting }
    let owed = open.reduce(Cents(0)) { $0 + $1.amount } + waiting.reduce(Cents(0)) { $0 + $1.rest }
    var left: Cents = 0
    for taken in taken(for: owed, of: [payout], in: journal) {
      left += setOff(taken, against: reward, because: message, in: &journal, emitting: &emission)
    }
    for asked in open where left > 0 {
      let taken = min(left, asked.amount)
      left -= taken
      cancel(asked.id, at: journal.now)
      emission.publish(PayoutCancelled(asked, paidBy: payout.id))
      // One that a process of the version before gave has no part.
      var part =
        instalments.part(of: asked)
        ?? Instalment(
          rewardID: reward.id, position: 0, holder: asked.holder, part: asked.part,
          dueOn: CalendarDay(daysSince1970: 0),
          amount: asked.amount)
      part.setOff = part.amount - (asked.amount - taken)
      part.payoutID = nil
      instalments.update(part)
      if part.rest > 0 { request(part, for: reward, at: journal.now, emitting: &emission) }
    }
    for var part in waiting where left > 0 {
      let taken = min(left, part.rest)
      left -= taken
      part.setOff += taken
      instalments.update(part)
    }
  }

  /// Finance could not pay an instruction; whatever else is heard of it, once (W6).
  mutating func fail(_ id: PayoutID, _ failure: Payout.Failure, emitting emission: inout Emission) {
    guard let payout = payouts[id], payout.failure == nil else { return }
    payouts[id]?.failure = failure
    changed.insert(id)
    if let event = payouts[id].flatMap({ PayoutFailed($0) }) { emission.publish(event) }
  }

  /// Asks again for one that failed, under an id of its own, which it gives back (W6).
  ///
  /// The failed one is not due any more; paid after all, it takes the debt back.
  mutating func retry(
    _ id: PayoutID, of reward: Reward, at now: Timestamp, emitting emission: inout Emission
  ) -> PayoutID? {
    guard let failed = payouts[id], failed.hasFailed else { return nil }
    cancel(id, at: now)
    let again = instruct(
      failed.amount, to: failed.holder, part: failed.part, for: reward, repeating: id, because: "\(id):retry", at: now,
      emitting: &emission)
    if var part = instalments.part(of: failed) {
      part.payoutID = again
      instalments.update(part)
    }
    return again
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
    // Nobody was given an instruction for what waits for its day: there is none to cancel.
    cancelInstalments(of: reward.id, at: journal.now)
    for id in ofReward[reward.id, default: []] where payouts[id]?.cancelledAt == nil {
      cancel(id, at: journal.now)
      guard let payout = payouts[id] else { continue }
      guard let claim = payout.claim else {
        emission.publish(PayoutCancelled(payout))
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
    return statements + instalments.statements + setOffs.statements
  }
}
