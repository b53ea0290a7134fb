/// What a transaction of the books was caused by, read from its text (W5).
public struct LedgerCause: Hashable, Sendable {
  /// What happened.
  public enum Kind: String, CaseIterable, Sendable {
    /// A bonus was settled.
    case bonus
    /// Points for a hire.
    case hirePoints = "hire-points"
    /// A sponsor's share was granted.
    case share
    /// Points for a qualified candidate.
    case qualified
    /// Points for a sponsored member.
    case joined
    /// A point for a visit.
    case visit
    /// Finance paid.
    case payment
    /// What was paid is not due any more.
    case claim
    /// Staff settled of a claim.
    case settlement
    /// A payment stands for what is owed anew.
    case setOff = "set-off"
    /// A listing credit was used.
    case creditUse = "credit-use"
    /// Listing credits were used that are not due any more.
    case usedCredits = "used-credits"
    /// Something that this version does not know.
    case other
  }

  /// What happened.
  public let kind: Kind
  /// Whether it took that back.
  public let isReversal: Bool

  /// Reads a cause's text, such as `hire:<id>:bonus:1:reversal`.
  public init(_ text: String) {
    let words = text.split(separator: ":").map(String.init)
    isReversal = words.last == "reversal"
    kind = Self.kind(words)
  }

  private static func kind(_ words: [String]) -> Kind {
    guard let first = words.first, words.count > 2 else { return .other }
    if words.contains("set-off") { return .setOff }
    if words.contains("used-credits") { return .usedCredits }
    switch (first, words[2]) {
    case ("hire", "bonus"): return .bonus
    case ("hire", "points"): return .hirePoints
    case ("hire", "sponsor-share"): return .share
    case ("recommendation", "qualified"): return .qualified
    case ("member", "joined"): return .joined
    case ("member", "visit"): return .visit
    case ("payout", "paid"): return .payment
    case ("payout", "claim"): return .claim
    case ("claim", "settled"): return .settlement
    case ("offer", "listing-credit"): return .creditUse
    case ("offer", "claim"): return .usedCredits
    default: return .other
    }
  }
}
