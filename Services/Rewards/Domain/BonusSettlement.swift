package import Vocabulary

/// What becomes of a bonus or a share: who gets what, and what it costs.
package struct BonusSettlement: Hashable, Sendable {
  /// Money that a holder is owed.
  package struct Payable: Hashable, Sendable {
    /// Who.
    package let holder: Holder
    /// How much; more than nothing.
    package let amount: Cents
  }

  /// Listing credits that a company gets.
  package struct CreditGrant: Hashable, Sendable {
    /// Which company.
    package let companyID: CompanyID
    /// How many; more than none.
    package let amount: Int
  }

  /// The option that is carried out, with whom it names.
  package let preference: RewardPreference
  /// Money by who is owed it.
  package let payables: [Payable]
  /// Listing credits in place of money.
  package let creditGrant: CreditGrant?
  /// The lines for the books.
  package let postings: [Posting]

  /// Money: what of it is the bonus, what the platform adds, and who is owed it; all of it is `owed`.
  init(_ preference: RewardPreference, bonus: Cents, matching: Cents = 0, to payables: [(Holder, Cents)]) {
    self.preference = preference
    self.payables = payables.filter { $0.1 > 0 }.map { Payable(holder: $0.0, amount: $0.1) }
    self.creditGrant = nil
    let costs: [Posting] = [
      .debit(.bonusExpense, bonus.rawValue, .euroCents),
      .debit(.matchingExpense, matching.rawValue, .euroCents),
    ]
    let debts: [Posting] = self.payables.map { .credit(.payable($0.holder), $0.amount.rawValue, .euroCents) }
    self.postings = (costs + debts).filter { $0.amount != 0 }
  }

  /// Listing credits in place of money.
  init(_ preference: RewardPreference, credits: Int, to company: CompanyID) {
    let credits = max(credits, 0)
    self.preference = preference
    self.payables = []
    self.creditGrant = credits > 0 ? CreditGrant(companyID: company, amount: credits) : nil
    let lines: [Posting] = [
      .debit(.listingCreditsIssued, credits, .listingCredits),
      .credit(.listingCredits(company), credits, .listingCredits),
    ]
    self.postings = lines.filter { $0.amount != 0 }
  }
}

extension Cents {
  /// The amount as far as it can be owed: not less than nothing, and within what the books sum up.
  ///
  /// Amounts come from quotes and policies, which are validated; a settlement balances whatever they are.
  var owed: Cents { min(max(self, 0), .limit) }
}
