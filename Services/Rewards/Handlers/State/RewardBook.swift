import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The rewards that a batch grants, settles and takes back, with all that moves in the books by it.
package struct RewardBook: Sendable {
  /// Where they are posted.
  var journal: Journal
  /// The versions of the policy that rule them.
  let policies: Policies
  /// Who may be named by an option.
  var parties: RegisteredParties
  private(set) var rewards: [RewardID: Reward] = [:]
  private var granted: [RewardID] = []
  private var changed: Set<RewardID> = []
  private(set) var payouts: Payouts
  private var credits: [CompanyID: CreditBalance]
  private var changedCredits: Set<CompanyID> = []
  private let calendar: PolicyCalendar
  /// When the hires of rewards were, which instalments count from.
  private var dates: [HireID: HireDates]

  /// A book with what is locked for a batch.
  init(
    journal: Journal, policies: Policies, parties: RegisteredParties, rewards: [Reward], payouts: Payouts,
    credits: [CompanyID: CreditBalance], calendar: PolicyCalendar, dates: [HireID: HireDates] = [:]
  ) {
    self.journal = journal
    self.policies = policies
    self.parties = parties
    self.payouts = payouts
    self.credits = credits
    self.calendar = calendar
    self.dates = dates
    for reward in rewards { self.rewards[reward.id] = reward }
  }

  // MARK: Granting

  /// Grants a reward and settles it at once where that is decided already (W2, W3, W4).
  mutating func grant(
    _ reward: Reward, to profile: MemberProfile, because message: MessageID, emitting emission: inout Emission
  ) {
    let outcome = outcome(of: reward, for: profile)
    rewards[reward.id] = reward
    granted.append(reward.id)
    emission.publish(RewardGranted(reward, outcome))
    carryOut(outcome, for: reward.id, because: message, emitting: &emission)
  }

  /// Settles a held bonus if what it waited for is there now.
  mutating func reconsider(
    _ id: RewardID, for profile: MemberProfile, because message: MessageID, emitting emission: inout Emission
  ) {
    guard let reward = rewards[id], !reward.isSettled, reward.reversedAt == nil else { return }
    carryOut(outcome(of: reward, for: profile), for: id, because: message, emitting: &emission)
  }

  private func outcome(of reward: Reward, for profile: MemberProfile) -> BonusOutcome {
    switch reward.kind {
    case .sponsorship: .settled(BonusSettlement(share: reward.amount, to: reward.memberID))
    case .recommendation:
      reward.outcome(for: profile, among: parties, under: policies[reward.policyVersion])
    }
  }

  private mutating func carryOut(
    _ outcome: BonusOutcome, for id: RewardID, because message: MessageID, emitting emission: inout Emission
  ) {
    switch outcome {
    case .held(let reason):
      rewards[id]?.status = .held(reason)
      changed.insert(id)
    case .settled(let settlement):
      settle(id, by: settlement, because: message, emitting: &emission)
    }
  }

  // MARK: Settling

  /// Posts a settlement and asks for the payouts that follow from it; irrevocable (W3).
  mutating func settle(
    _ id: RewardID, by settlement: BonusSettlement, because message: MessageID, emitting emission: inout Emission
  ) {
    guard let reward = rewards[id] else { return }
    let transaction = journal.post(
      LedgerTransaction(
        cause: reward.cause, messageID: message, recommendationID: reward.recommendationID,
        policyVersion: reward.policyVersion, postings: settlement.postings),
      by: emission.actor)
    rewards[id]?.status = .settled(settlement.preference, transaction)
    changed.insert(id)
    let parts = instalments(of: reward, by: settlement)
    emission.publish(RewardSettled(reward, by: settlement, in: isOnACalendar(parts, of: reward) ? parts : nil))
    if !parts.isEmpty {
      payouts.owe(
        parts, for: reward, on: calendar.today, because: message, in: &journal, emitting: &emission)
    }
    if let grant = settlement.creditGrant { give(grant, of: reward, because: message, emitting: &emission) }
  }

  /// What is owed by a settlement in the parts that the version of its quote plans; a sponsor's share is one (W9).
  private func instalments(of reward: Reward, by settlement: BonusSettlement) -> [Instalment] {
    switch reward.kind {
    case .sponsorship: settlement.instalments(of: reward.id, on: calendar.today)
    case .recommendation:
      settlement.instalments(
        of: reward.id, by: policies[reward.policyVersion].instalments, from: dates(of: reward), in: calendar)
    }
  }

  /// When the hire was that earned it; one that nothing is known of was when it was granted.
  private func dates(of reward: Reward) -> HireDates { dates[reward.hireID] ?? HireDates(hiredAt: reward.grantedAt) }

  /// Whether its member reads a calendar: there are days to wait for, or several.
  private func isOnACalendar(_ parts: [Instalment], of reward: Reward) -> Bool {
    let isDivided = reward.kind == .recommendation && policies[reward.policyVersion].instalments.parts.count > 1
    return !parts.isEmpty && (isDivided || parts.contains { $0.dueOn > calendar.today })
  }

  /// Takes note of when a hire is, which what it earns is paid by (W9).
  mutating func learn(_ dates: HireDates, of hire: HireID) {
    self.dates[hire] = dates
  }

  /// Moves what is planned of a reward, and still waits, to the days of its hire as they are known now (W9).
  mutating func moveInstalments(of id: RewardID, emitting emission: inout Emission) {
    guard let reward = rewards[id], reward.kind == .recommendation, reward.isSettled, reward.reversedAt == nil else {
      return
    }
    payouts.move(
      reward, by: policies[reward.policyVersion].instalments, from: dates(of: reward), in: calendar,
      emitting: &emission)
  }

  /// Asks for what is due of some rewards (W9).
  mutating func requestDue(emitting emission: inout Emission) {
    for reward in rewards.values.sorted(by: { $0.id < $1.id }) {
      if let reversedAt = reward.reversedAt {
        // A process of the version before took it back, and knew nothing of parts.
        payouts.cancelInstalments(of: reward.id, at: reversedAt)
      } else {
        payouts.requestDue(of: reward, on: calendar.today, emitting: &emission)
      }
    }
  }

  private mutating func give(
    _ grant: BonusSettlement.CreditGrant, of reward: Reward, because message: MessageID,
    emitting emission: inout Emission
  ) {
    var balance = credits[grant.companyID] ?? CreditBalance(companyID: grant.companyID)
    let setOff = balance.grant(grant.amount)
    // What the company used and was forgiven counts as well: these credits it has had.
    let forgiven = min(
      journal.claims.writtenOff(of: grant.companyID, for: reward.originID), grant.amount - setOff)
    _ = balance.take(forgiven)
    credits[grant.companyID] = balance
    changedCredits.insert(grant.companyID)
    emission.publish(ListingCreditsGranted(companyId: grant.companyID, credits: grant.amount, rewardId: reward.id))
    let taken = balance.claim(
      setOff + forgiven, writtenOff: forgiven, because: reward.cause.setOffCredits, of: reward.id, for: reward.originID)
    guard let claim = taken else { return }
    journal.setOff(claim, against: reward, because: message, emitting: &emission)
  }

  // MARK: Paying

  /// Finance paid an instruction (W6).
  mutating func confirm(
    _ payout: PayoutID, at paidAt: Timestamp, as reference: String, because message: MessageID,
    emitting emission: inout Emission
  ) {
    payouts.confirm(
      payout, at: paidAt, as: reference, of: rewards, because: message, in: &journal, emitting: &emission)
  }

  /// Finance could not pay an instruction (W6).
  mutating func fail(_ payout: PayoutID, _ failure: Payout.Failure, emitting emission: inout Emission) {
    payouts.fail(payout, failure, emitting: &emission)
  }

  /// Asks again for an instruction that failed; the id of the one in its place, nil where it did not fail (W6).
  mutating func retry(_ payout: PayoutID, emitting emission: inout Emission) -> PayoutID? {
    guard let reward = payouts[payout].flatMap({ rewards[$0.rewardID] }) else { return nil }
    return payouts.retry(payout, of: reward, at: journal.now, emitting: &emission)
  }

  // MARK: Reversing

  /// Takes a reward back: mirrors its lines, cancels its payouts, claims what was paid or used (W8).
  mutating func reverse(
    _ id: RewardID, withdrawn hire: HireID, for reason: ReversalReason?, because message: MessageID,
    emitting emission: inout Emission
  ) {
    guard let reward = rewards[id], reward.reversedAt == nil else { return }
    rewards[id]?.reversedAt = journal.now
    changed.insert(id)
    emission.publish(RewardReversed(reward, withdrawn: hire, for: reason))
    guard let transaction = reward.transactionID,
      let original = journal.reverse(transaction, because: message, by: emission.actor)
    else { return }
    payouts.takeBack(reward, because: message, in: &journal, emitting: &emission)
    if let company = reward.settledWith?.companyId {
      revokeCredits(of: company, granted: original, by: reward, because: message, emitting: &emission)
    }
  }

  private mutating func revokeCredits(
    of company: CompanyID, granted original: LedgerTransaction, by reward: Reward, because message: MessageID,
    emitting emission: inout Emission
  ) {
    let granted = original.postings.reduce(0) { $1.account == .listingCredits(company) ? $0 - $1.amount : $0 }
    guard granted > 0 else { return }
    var balance = credits[company] ?? CreditBalance(companyID: company)
    let missing = balance.take(granted)
    credits[company] = balance
    changedCredits.insert(company)
    journal.open(
      balance.claim(missing, because: reward.cause.usedCredits, of: reward.id, for: reward.originID),
      from: reward.recommendationID,
      under: reward.policyVersion, because: message, emitting: &emission)
    emission.publish(ListingCreditsRevoked(companyId: company, credits: granted, rewardId: reward.id))
  }

  // MARK: Saving

  /// What makes it all true; transactions come first, since rewards refer to them.
  var statements: [Statement] {
    let isNew = Set(granted)
    let added = granted.compactMap { rewards[$0] }
    let updated = changed.subtracting(isNew).sorted().compactMap { rewards[$0] }
    var statements = journal.statements
    if !added.isEmpty { statements.append(RewardStatements.insert(added, at: journal.now)) }
    if !updated.isEmpty { statements.append(RewardStatements.update(updated, at: journal.now)) }
    statements += payouts.statements(at: journal.now)
    if !changedCredits.isEmpty {
      statements.append(PartyStatements.updateCredits(changedCredits.sorted().compactMap { credits[$0] }))
    }
    return statements
  }
}
