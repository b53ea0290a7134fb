package import Vocabulary

/// What became of a claim: it ends repaid, written off, or set off (W6).
package struct ClaimAccount: Hashable, Sendable {
  /// The ledger transaction that posted it.
  package let id: TransactionID
  /// Who owes.
  package let holder: Holder
  /// What the amounts count.
  package let unit: UnitOfAccount
  /// How much it was.
  package let amount: Int
  /// When it was posted.
  package let openedAt: Timestamp
  /// The reward that was taken back.
  package let rewardID: RewardID?
  /// What that reward was for.
  package let originID: RewardOriginID?
  /// The payout that was made; nil of listing credits.
  package let payoutID: PayoutID?
  /// The recommendation that it goes back to.
  package let recommendationID: RecommendationID?
  /// The version of the policy that set its amounts.
  package let policyVersion: Int
  /// How much the holder paid back.
  package var repaid = 0
  /// How much the platform gave up.
  package var writtenOff = 0
  /// How much of that was set off when the same was granted anew.
  package var writtenOffSetOff = 0
  /// How much was set off while it was a claim.
  package var setOff = 0
  /// How often staff settled of it.
  package var settlements = 0

  package init(
    id: TransactionID, holder: Holder, unit: UnitOfAccount, amount: Int, openedAt: Timestamp, rewardID: RewardID?,
    originID: RewardOriginID?, payoutID: PayoutID?, recommendationID: RecommendationID?, policyVersion: Int
  ) {
    self.id = id
    self.holder = holder
    self.unit = unit
    self.amount = amount
    self.openedAt = openedAt
    self.rewardID = rewardID
    self.originID = originID
    self.payoutID = payoutID
    self.recommendationID = recommendationID
    self.policyVersion = policyVersion
  }

  /// What is still owed back.
  package var remaining: Int { amount - repaid - writtenOff - setOff }

  /// What was written off, and counts when the same is granted anew.
  package var writtenOffLeft: Int { writtenOff - writtenOffSetOff }

  /// Why an amount cannot be settled; nil when it can.
  package func refusal(of amount: Int) -> SettlementRefusal? {
    guard remaining > 0 else { return .settled }
    return 1...remaining ~= amount ? nil : .amount(atMost: remaining)
  }

  /// Settles an amount for which there is no refusal: the lines that say so, and their cause, which names the claim as whoever
  /// settles it does.
  package mutating func settle(
    _ amount: Int, by manner: ClaimManner, of name: TransactionID? = nil
  ) -> (cause: CauseID, postings: [Posting]) {
    settlements += 1
    let target: Account
    switch manner {
    case .repaid:
      repaid += amount
      target = .cash
    case .writtenOff:
      writtenOff += amount
      target = .claimsWrittenOff
    }
    return (
      .settlement(of: name ?? id, settlements), [.debit(target, amount, unit), .credit(.claim(holder), amount, unit)]
    )
  }
}

/// Why a claim cannot be settled by an amount.
package enum SettlementRefusal: Hashable, Sendable {
  /// Nothing of it remains.
  case settled
  /// The amount is not from one to what remains.
  case amount(atMost: Int)
}
