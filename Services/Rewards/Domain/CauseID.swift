package import Vocabulary

/// What caused a ledger transaction, as text; the same cause has the same text, so the books take it once (W5).
package struct CauseID: RawRepresentable, Hashable, Sendable {
  /// The text.
  package let rawValue: String

  /// A cause by its text, as it comes out of the books.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The nth bonus of a hire's recommendation; `conflict` is the revision of the flag that moved it, if one did (R6).
  package static func bonus(_ hire: Hire, _ grant: Int, movedBy conflict: Int? = nil) -> CauseID {
    let bonus = of(hire, "bonus", grant)
    return conflict.map { CauseID(rawValue: "\(bonus.rawValue):conflict:\($0)") } ?? bonus
  }

  /// The points that go with the nth bonus.
  package static func hirePoints(_ hire: Hire, _ grant: Int) -> CauseID { of(hire, "points", grant) }

  /// The points that went with the bonus that this caused; nil where this caused no bonus (`conflict` moves money alone, R6).
  package var pointsBesideBonus: CauseID? {
    var words = rawValue.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 3, words[0] == "hire", words[2] == "bonus" else { return nil }
    words[2] = "points"
    if let conflict = words.firstIndex(of: "conflict") { words.removeSubrange(conflict...) }
    return CauseID(rawValue: words.joined(separator: ":"))
  }

  /// The nth share of the sponsor in what a sponsored member does.
  package static func sponsorShare(_ hire: Hire, _ grant: Int) -> CauseID { of(hire, "sponsor-share", grant) }

  /// What a hire causes is counted for each recommendation; one that belongs to its second says so (H4).
  private static func of(_ hire: Hire, _ effect: String, _ grant: Int) -> CauseID {
    let attribution = hire.attributions > 1 ? ":attribution:\(hire.attributions)" : ""
    return CauseID(rawValue: "hire:\(hire.id):\(effect):\(grant)\(attribution)")
  }

  /// A candidate was qualified, by the decision of a number; the first has none in its text (Q5).
  package static func qualification(_ recommendation: RecommendationID, _ revision: Int = 1) -> CauseID {
    CauseID(rawValue: "recommendation:\(recommendation):qualified" + (revision > 1 ? ":\(revision)" : ""))
  }

  /// A sponsored member joined.
  package static func joining(_ sponsored: MemberID) -> CauseID {
    CauseID(rawValue: "member:\(sponsored):joined")
  }

  /// A member came on a day.
  package static func visit(_ member: MemberID, _ day: CalendarDay) -> CauseID {
    CauseID(rawValue: "member:\(member):visit:\(day)")
  }

  /// A payout was made.
  package static func payment(_ payout: PayoutID) -> CauseID {
    CauseID(rawValue: "payout:\(payout):paid")
  }

  /// A payout was both made and not due any more.
  package static func claim(_ payout: PayoutID) -> CauseID {
    CauseID(rawValue: "payout:\(payout):claim")
  }

  /// The nth settlement by staff of a claim (W6).
  package static func settlement(of claim: TransactionID, _ number: Int) -> CauseID {
    CauseID(rawValue: "claim:\(claim):settled:\(number)")
  }

  /// What this caused is owed where something paid for the same was claimed back.
  package func setOff(against payout: PayoutID) -> CauseID { CauseID(rawValue: "\(rawValue):set-off:\(payout)") }

  /// An offer was published with a listing credit.
  package static func creditUse(_ offer: OfferID) -> CauseID {
    CauseID(rawValue: "offer:\(offer):listing-credit")
  }

  /// A listing credit was used that the company did not have any more.
  package static func overdraft(_ offer: OfferID) -> CauseID {
    CauseID(rawValue: "offer:\(offer):claim")
  }

  /// What this caused is taken back.
  package var reversal: CauseID { CauseID(rawValue: "\(rawValue):reversal") }

  /// Listing credits that this granted went to what their company owed.
  package var setOffCredits: CauseID { CauseID(rawValue: "\(rawValue):set-off") }

  /// Taking this back found listing credits used.
  package var usedCredits: CauseID { CauseID(rawValue: "\(rawValue):used-credits") }
}
