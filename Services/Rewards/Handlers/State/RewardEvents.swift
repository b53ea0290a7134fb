import Messages
import RewardsDomain
import Vocabulary

// How the terms of the domain are told.

extension RewardKind {
  /// What a reward is for.
  init(_ kind: Reward.Kind) {
    switch kind {
    case .recommendation: self = .recommendation
    case .sponsorship: self = .sponsorship
    }
  }
}

extension RewardGranted {
  /// A reward that was granted, and what becomes of it at once.
  init(_ reward: Reward, _ outcome: BonusOutcome) {
    var settlement: BonusSettlement?
    if case .settled(let decided) = outcome { settlement = decided }
    self.init(
      rewardId: reward.id, hireId: reward.hireID, memberId: reward.memberID, kind: RewardKind(reward.kind),
      amountCents: reward.amount, state: settlement == nil ? .held : .settled,
      recommendationId: reward.recommendationID, option: settlement?.preference.option,
      charityId: settlement?.preference.charityId, replaces: reward.replaces)
  }
}

extension RewardReversed {
  /// A reward that was taken back.
  init(_ reward: Reward, withdrawn hire: HireID, for reason: ReversalReason?) {
    self.init(
      rewardId: reward.id, memberId: reward.memberID, hireId: hire, kind: RewardKind(reward.kind),
      amountCents: reward.amount, reason: reason)
  }
}

extension RewardSettled {
  /// A reward that was settled.
  init(_ reward: Reward, by settlement: BonusSettlement, in parts: [Instalment]?) {
    let told = Settlement(settlement)
    self.init(
      rewardId: reward.id, memberId: reward.memberID, option: told.option, lines: told.lines,
      inMyName: settlement.preference.inMyName, charityId: settlement.preference.charityId,
      companyId: settlement.preference.companyId,
      instalments: parts?.map { PlannedInstalment(dueOn: $0.dueOn, amountCents: $0.amount) })
  }
}

extension Settlement {
  /// What a settlement moved.
  init(_ settlement: BonusSettlement) {
    self.init(option: settlement.preference.option, lines: settlement.postings.map(SettlementLine.init))
  }
}

extension SettlementLine {
  /// A line of the books.
  init(_ posting: Posting) {
    self.init(account: posting.account.rawValue, unit: LedgerUnit(posting.unit), amount: posting.amount)
  }
}

extension LedgerUnit {
  /// What an amount counts.
  init(_ unit: UnitOfAccount) {
    switch unit {
    case .euroCents: self = .euroCents
    case .points: self = .points
    case .listingCredits: self = .listingCredits
    }
  }
}

extension PayoutRequested {
  /// An instruction to finance; nil for a company, which is never paid.
  init?(_ payout: Payout) {
    guard let beneficiary = Beneficiary(payout.holder) else { return nil }
    self.init(
      payoutId: payout.id, rewardId: payout.rewardID, beneficiary: beneficiary, amountCents: payout.amount,
      retries: payout.retries)
  }
}

extension Beneficiary {
  /// Who is paid; nil for a company, which never is.
  init?(_ holder: Holder) {
    switch holder {
    case .member(let id): self.init(kind: .member, id: id.description)
    case .charity(let id): self.init(kind: .charity, id: id.description)
    case .company: return nil
    }
  }
}

extension PayoutCancelled {
  /// An instruction that is not to be carried out any more, since another was, where one is named.
  init(_ payout: Payout, paidBy other: PayoutID? = nil) {
    self.init(
      payoutId: payout.id, rewardId: payout.rewardID, beneficiary: Beneficiary(payout.holder),
      amountCents: payout.amount, paidBy: other)
  }
}

extension PayoutMade {
  /// An instruction that finance carried out; nil for one that it did not.
  init?(_ payout: Payout, of reward: Reward) {
    guard let beneficiary = Beneficiary(payout.holder), let paidAt = payout.paidAt, let reference = payout.reference
    else { return nil }
    self.init(
      payoutId: payout.id, rewardId: payout.rewardID, beneficiary: beneficiary, amountCents: payout.amount,
      currency: .euro, paidAt: paidAt, reference: reference, memberId: reward.memberID)
  }
}

extension PayoutFailed {
  /// An instruction that finance could not carry out; nil for one of which it did not say so.
  init?(_ payout: Payout) {
    guard let beneficiary = Beneficiary(payout.holder), let failure = payout.failure else { return nil }
    self.init(
      payoutId: payout.id, rewardId: payout.rewardID, beneficiary: beneficiary, amountCents: payout.amount,
      currency: .euro, failedAt: failure.at, reason: failure.reason)
  }
}

extension AccountHolder {
  /// Whose accounts they are.
  init(_ holder: Holder) {
    switch holder {
    case .member(let id): self.init(kind: .member, id: id.description)
    case .charity(let id): self.init(kind: .charity, id: id.description)
    case .company(let id): self.init(kind: .company, id: id.description)
    }
  }
}

extension ClaimSetOff {
  /// A claim, or a part of one, that a transaction set off, by the amount that it took from an account.
  init(
    _ claim: Claim, of amount: Int, on account: Account, against reward: RewardID, in transaction: TransactionID
  ) {
    self.init(
      setOffId: transaction, causeId: claim.cause.rawValue, holder: AccountHolder(claim.holder),
      account: account.rawValue, unit: LedgerUnit(claim.unit), amount: amount, rewardId: reward,
      payoutId: claim.payoutID)
  }
}

extension ClaimOpened {
  /// A claim that a transaction posted.
  init(_ claim: Claim, in transaction: TransactionID) {
    self.init(
      claimId: transaction, causeId: claim.cause.rawValue, holder: AccountHolder(claim.holder),
      account: claim.account.rawValue, unit: LedgerUnit(claim.unit), amount: claim.amount, rewardId: claim.rewardID,
      payoutId: claim.payoutID, offerId: claim.offerID)
  }
}
