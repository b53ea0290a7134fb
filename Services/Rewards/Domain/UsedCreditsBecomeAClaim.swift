package import Vocabulary

/// Listing credits that a company has left.
///
/// What is taken beyond them is a claim: never a silent negative (W8). The next ones that come in make up for it, as they
/// do where offers are paid with them, so that it does not matter what came first (H1).
package struct CreditBalance: Hashable, Sendable {
  /// Whose.
  package let companyID: CompanyID
  /// How many are left; never negative.
  package private(set) var available: Int
  /// How many it owes; none while some are left.
  package private(set) var claimed: Int

  /// A balance; less than nothing counts as nothing.
  package init(companyID: CompanyID, available: Int = 0, claimed: Int = 0) {
    self.companyID = companyID
    self.available = max(available, 0)
    self.claimed = max(claimed, 0)
  }

  /// Adds credits; the number that went to what was owed.
  package mutating func grant(_ credits: Int) -> Int {
    let credits = max(credits, 0)
    let setOff = min(claimed, credits)
    claimed -= setOff
    available = available.addingSaturated(credits - setOff)
    return setOff
  }

  /// Takes credits, by use or by reversal; the number that were not there any more.
  package mutating func take(_ credits: Int) -> Int {
    let credits = max(credits, 0)
    let taken = min(available, credits)
    available -= taken
    claimed = claimed.addingSaturated(credits - taken)
    return credits - taken
  }

  /// Takes note that some of what it owes was paid back or given up (W6).
  package mutating func settle(_ credits: Int) { claimed = max(0, claimed - max(credits, 0)) }

  /// The lines for a used credit.
  package var usePostings: [Posting] {
    [
      .debit(.listingCredits(companyID), 1, .listingCredits),
      .credit(.listingCreditsRedeemed, 1, .listingCredits),
    ]
  }

  /// Credits taken beyond the balance, or set off against it, of which some may have been written off; nil where there are none.
  package func claim(
    _ missing: Int, writtenOff: Int = 0, because cause: CauseID, of reward: RewardID?,
    for origin: RewardOriginID? = nil, usedBy offer: OfferID? = nil
  ) -> Claim? {
    Claim(
      cause: cause, holder: .company(companyID), unit: .listingCredits, amount: missing,
      source: .listingCredits(companyID), writtenOff: writtenOff, rewardID: reward, originID: origin, offerID: offer)
  }
}
