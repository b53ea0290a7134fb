package import Vocabulary

/// An account of the books, by the name that operators know it by.
package struct Account: RawRepresentable, Hashable, Sendable {
  /// The name.
  package let rawValue: String

  /// An account by its name, as it comes out of the books.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// What bonuses and sponsors' shares cost.
  package static let bonusExpense = Account(rawValue: "platform:bonus-expense")
  /// What the platform adds to donations (W3).
  package static let matchingExpense = Account(rawValue: "platform:matching-expense")
  /// Points given out.
  package static let pointsIssued = Account(rawValue: "platform:points-issued")
  /// Listing credits given out.
  package static let listingCreditsIssued = Account(rawValue: "platform:listing-credits-issued")
  /// Listing credits that came back as published offers.
  package static let listingCreditsRedeemed = Account(rawValue: "platform:listing-credits-redeemed")
  /// What of claims the platform gave up (W6).
  package static let claimsWrittenOff = Account(rawValue: "platform:claims-written-off")
  /// Money paid out; the one account of the platform that payouts credit.
  package static let cash = Account(rawValue: "platform:cash")

  /// Money owed to a holder.
  package static func payable(_ holder: Holder) -> Account {
    Account(rawValue: "\(holder.accountPrefix):payable")
  }

  /// What a holder owes back (W8).
  package static func claim(_ holder: Holder) -> Account {
    Account(rawValue: "\(holder.accountPrefix):claim")
  }

  /// A member's points.
  package static func points(_ member: MemberID) -> Account {
    Account(rawValue: "\(Holder.member(member).accountPrefix):points")
  }

  /// A company's listing credits.
  package static func listingCredits(_ company: CompanyID) -> Account {
    Account(rawValue: "\(Holder.company(company).accountPrefix):listing-credits")
  }
}
