import Messages
import TestStack
import Vocabulary

/// What may become of what a hire earned, as a seed decides it; the books are written as it happens, by rules of their own.
///
/// Bonuses are granted, held or settled in parts, paid, failed, asked for again, taken back, claimed, and granted anew.
struct RandomBonus {
  private(set) var told: ExplainBonus.Result
  /// What was granted, what was added to it, and what finance paid without owing it: what has to come in.
  private(set) var incoming = 0
  private var generator: SeededGenerator
  private let member = MemberID.make()
  private let charity = CharityID.make()
  /// Payments that are claimed, with what of them can still be set off, by whom they were made to.
  private var claimed: [(payout: PayoutID, holder: Beneficiary, left: Int)] = []

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    let hire = HireID.make()
    told = ExplainBonus.Result(hireId: hire, hires: [ExplainedHire(hireId: hire, inForce: true)])
    let grants = Int.random(in: 1...4, using: &generator)
    for grant in 1...grants { add(isLast: grant == grants, to: hire) }
  }

  private mutating func chance(_ one: Int, in many: Int) -> Bool { Int.random(in: 1...many, using: &generator) <= one }

  private mutating func post(_ cause: String, _ lines: [(String, Int)], reverses: TransactionID? = nil) -> TransactionID
  {
    let transaction = ExplainedTransaction(
      transactionId: .make(), causeId: cause, messageId: .make(), policyVersion: 1, reverses: reverses,
      recordedAt: .now,
      entries: lines.filter { $0.1 != 0 }.map { SettlementLine(account: $0.0, unit: .euroCents, amount: $0.1) })
    told.transactions.append(transaction)
    return transaction.transactionId
  }

  private func account(_ holder: Beneficiary, _ what: String) -> String {
    "\(holder.kind.rawValue):\(holder.id):\(what)"
  }

  // MARK: Granting

  private mutating func add(isLast: Bool, to hire: HireID) {
    let cents = Int.random(in: 1...100_001, using: &generator)
    var reward = ExplainedReward(
      rewardId: .make(), hireId: hire, recommendationId: .make(), memberId: member, kind: .recommendation,
      amountCents: Cents(cents), policyVersion: 1, conflictOfInterest: false, state: .settled, grantedAt: .now)
    incoming += cents
    let options: [RewardOption?] = [nil, .toMember, .toMember, .donate, .split, .listingCredits]
    reward.option = options.randomElement(using: &generator) ?? nil
    let isReversed = !isLast || chance(1, in: 3)
    reward.state = isReversed ? .reversed : reward.option == nil ? .held : .settled
    reward.holdReason = reward.state == .held ? .optionOpen : nil
    guard let option = reward.option, option != .listingCredits else {
      told.rewards.append(reward)
      return
    }
    reward.charityId = option == .toMember ? nil : charity
    settle(&reward, cents, option)
    told.rewards.append(reward)
    if isReversed { takeBack(told.rewards.count - 1) }
  }

  private mutating func settle(_ reward: inout ExplainedReward, _ cents: Int, _ option: RewardOption) {
    let (toMember, toCharity) = (
      Beneficiary(kind: .member, id: member.description), Beneficiary(kind: .charity, id: charity.description)
    )
    let matching = option == .donate ? Int.random(in: 0...25_000, using: &generator) : 0
    incoming += matching
    let half = Int.random(in: 0...cents, using: &generator)
    let owed =
      switch option {
      case .donate: [(toCharity, cents + matching)]
      case .split: [(toMember, half), (toCharity, cents - half)]
      case .toMember, .listingCredits: [(toMember, cents)]
      }
    let debts = owed.map { (account($0.0, "payable"), -$0.1) }
    reward.transactionId = post(
      "hire:\(reward.hireId):bonus:1",
      [("platform:bonus-expense", cents), ("platform:matching-expense", matching)] + debts)
    for (holder, amount) in owed where amount > 0 { divide(amount, of: holder, &reward) }
  }

  /// In one to four parts, of which the first may have been paid before.
  private mutating func divide(_ amount: Int, of holder: Beneficiary, _ reward: inout ExplainedReward) {
    var left = amount
    var covered = setOff(amount, of: holder, reward.rewardId)
    for part in 1...4 where left > 0 {
      let cents = part == 4 || chance(1, in: 2) ? left : Int.random(in: 1...left, using: &generator)
      left -= cents
      let setOff = min(covered, cents)
      covered -= setOff
      let (state, payout) = cents > setOff ? pay(cents - setOff, to: holder, for: reward.rewardId) : (.paid, nil)
      reward.parts.append(
        ExplainedPart(
          beneficiary: holder, dueOn: CalendarDay(daysSince1970: 20_000 + part * 30), amountCents: Cents(cents),
          setOffCents: Cents(setOff), state: state, payoutId: payout))
    }
  }

  /// What of a debt an earlier payment that is claimed stands for.
  private mutating func setOff(_ owed: Int, of holder: Beneficiary, _ reward: RewardID) -> Int {
    var covered = 0
    for index in claimed.indices where claimed[index].holder == holder && covered < owed {
      let amount = min(claimed[index].left, owed - covered)
      guard amount > 0 else { continue }
      claimed[index].left -= amount
      covered += amount
      guard let claim = told.claims.firstIndex(where: { $0.payoutId == claimed[index].payout }) else { continue }
      told.claims[claim].setOff += amount
      told.claims[claim].remaining -= amount
      told.setOffs.append(
        ExplainedSetOff(payoutId: claimed[index].payout, rewardId: reward, amountCents: Cents(amount)))
      _ = post("set-off", [(account(holder, "payable"), amount), (account(holder, "claim"), -amount)])
    }
    return covered
  }

  // MARK: Paying

  private mutating func pay(_ cents: Int, to holder: Beneficiary, for reward: RewardID) -> (InstalmentState, PayoutID?)
  {
    guard chance(4, in: 5) else { return (.planned, nil) }
    var payout = ExplainedPayout(
      payoutId: .make(), rewardId: reward, beneficiary: holder, amountCents: Cents(cents), requestedAt: .now)
    if chance(1, in: 4) {
      payout.failedAt = .now
      payout.failureReason = "IBAN"
      guard chance(1, in: 2) else {
        told.payouts.append(payout)
        return (.failed, payout.payoutId)
      }
      // Asked for again; now and then the failed one is paid all the same.
      payout.cancelledAt = .now
      let isPaidTwice = chance(1, in: 3)
      if isPaidTwice { payout.paidAt = .now }
      told.payouts.append(payout)
      if isPaidTwice { claimBack(payout, paying: true) }
      let failed = payout.payoutId
      payout = ExplainedPayout(
        payoutId: .make(), rewardId: reward, beneficiary: holder, amountCents: Cents(cents), requestedAt: .now,
        retries: failed)
    }
    guard chance(2, in: 3) else {
      told.payouts.append(payout)
      return (.requested, payout.payoutId)
    }
    payout.paidAt = .now
    told.payouts.append(payout)
    _ = post("payout:\(payout.payoutId):paid", [(account(holder, "payable"), cents), ("platform:cash", -cents)])
    return (.paid, payout.payoutId)
  }

  /// What was paid and is not due: claimed, and some of it given back or given up; `paying` where the payment is no part's.
  private mutating func claimBack(_ payout: ExplainedPayout, paying: Bool) {
    let (holder, cents) = (payout.beneficiary, payout.amountCents.rawValue)
    if paying {
      incoming += cents
      _ = post("payout:\(payout.payoutId):paid", [(account(holder, "payable"), cents), ("platform:cash", -cents)])
    }
    let claim = post(
      "payout:\(payout.payoutId):claim", [(account(holder, "claim"), cents), (account(holder, "payable"), -cents)])
    let repaid = chance(1, in: 2) ? Int.random(in: 0...cents, using: &generator) : 0
    let writtenOff = chance(1, in: 2) ? Int.random(in: 0...(cents - repaid), using: &generator) : 0
    _ = post("claim:\(claim):settled:1", [("platform:cash", repaid), (account(holder, "claim"), -repaid)])
    _ = post(
      "claim:\(claim):settled:2",
      [("platform:claims-written-off", writtenOff), (account(holder, "claim"), -writtenOff)])
    told.claims.append(
      ExplainedClaim(
        claimId: claim, holder: AccountHolder(kind: holder.kind == .member ? .member : .charity, id: holder.id),
        unit: .euroCents, amount: cents, repaid: repaid, writtenOff: writtenOff,
        remaining: cents - repaid - writtenOff, openedAt: .now, rewardId: payout.rewardId, payoutId: payout.payoutId))
    claimed.append((payout.payoutId, holder, cents - repaid - writtenOff))
  }

  // MARK: Taking back

  private mutating func takeBack(_ index: Int) {
    let reward = told.rewards[index]
    if let original = told.transactions.first(where: { $0.transactionId == reward.transactionId }) {
      _ = post(
        "\(original.causeId):reversal", original.entries.map { ($0.account, -$0.amount) },
        reverses: original.transactionId)
    }
    for part in reward.parts.indices { told.rewards[index].parts[part].state = .reversed }
    for setOff in told.setOffs.indices where told.setOffs[setOff].rewardId == reward.rewardId {
      told.setOffs[setOff].reversedAt = .now
      reopen(told.setOffs[setOff])
    }
    for payout in told.payouts.indices
    where told.payouts[payout].rewardId == reward.rewardId && told.payouts[payout].cancelledAt == nil {
      told.payouts[payout].cancelledAt = .now
      if told.payouts[payout].paidAt != nil { claimBack(told.payouts[payout], paying: false) }
    }
  }

  /// A payment that stood for what was taken back is claimed again, as a claim of its own.
  private mutating func reopen(_ setOff: ExplainedSetOff) {
    guard let first = told.claims.first(where: { $0.payoutId == setOff.payoutId }) else { return }
    let holder = first.holder.kind.rawValue + ":" + first.holder.id
    let cents = setOff.amountCents.rawValue
    let claim = post("set-off:reversal", [("\(holder):claim", cents), ("\(holder):payable", -cents)])
    told.claims.append(
      ExplainedClaim(
        claimId: claim, holder: first.holder, unit: .euroCents, amount: cents, remaining: cents, openedAt: .now,
        rewardId: first.rewardId, payoutId: setOff.payoutId))
  }
}
