public import Messages
import Vocabulary

/// Where every euro of what a hire earned went, as flows from the hire to where the money is now (W3, W6, W8).
///
/// Made of rewards, parts, instructions and claims alone; `BonusBooks` holds it against the books, which know nothing of these.
public struct BonusFlows: Sendable {
  /// The flows.
  public private(set) var flows = MoneyFlows<BonusPlace>()
  private let told: ExplainBonus.Result
  private let payouts: [String: ExplainedPayout]

  /// The flows of what is told of a bonus.
  public init(_ told: ExplainBonus.Result) {
    self.told = told
    payouts = Dictionary(told.payouts.map { ($0.payoutId.description, $0) }) { first, _ in first }
    for reward in told.rewards { add(reward) }
    for payout in paidBesides { pay(payout) }
    for payout in told.payouts where payout.paidAt != nil && payout.cancelledAt != nil { follow(payout) }
  }

  // MARK: From the hire to who gets it

  private mutating func add(_ reward: ExplainedReward) {
    let place = BonusPlace.reward(reward.rewardId)
    let granted = reward.amountCents.rawValue
    flows.add(granted, from: .hire(reward.hireId), to: place)
    guard reward.option != nil else {
      flows.add(granted, from: place, to: reward.state == .reversed ? .takenBack : .held(reward.holdReason))
      return
    }
    guard reward.option != .listingCredits else {
      flows.add(granted, from: place, to: reward.state == .reversed ? .takenBack : .credits(reward.companyId))
      return
    }
    let owed = reward.parts.reduce(0) { $0 + $1.amountCents.rawValue }
    // What the platform adds goes to the charity; nobody else is owed more than was granted.
    let matching = max(0, owed - granted)
    flows.add(matching, from: .hire(reward.hireId), to: .matching(reward.rewardId))
    var added = matching
    for part in reward.parts {
      let holder = Self.place(of: part.beneficiary)
      let fromMatching = min(added, part.beneficiary.kind == .charity ? part.amountCents.rawValue : 0)
      added -= fromMatching
      flows.add(fromMatching, from: .matching(reward.rewardId), to: holder)
      flows.add(part.amountCents.rawValue - fromMatching, from: place, to: holder)
      add(part, of: holder, isDue: reward.state == .settled)
    }
    // A reward whose parts are not known ends where it is, which shows as a difference from the books.
    flows.add(granted + matching - owed, from: place, to: .takenBack)
  }

  /// The place of who is paid.
  public static func place(of beneficiary: Beneficiary) -> BonusPlace {
    switch beneficiary.kind {
    case .member: .member(beneficiary.id)
    case .charity: .charity(beneficiary.id)
    }
  }

  // MARK: What became of it

  private mutating func add(_ part: ExplainedPart, of holder: BonusPlace, isDue: Bool) {
    let setOff = part.setOffCents.rawValue
    let rest = part.amountCents.rawValue - setOff
    flows.add(setOff, from: holder, to: isDue ? .paidBefore : .takenBack)
    guard let payout = part.payoutId.flatMap({ payouts[$0.description] }) else {
      flows.add(rest, from: holder, to: isDue ? .planned : .takenBack)
      return
    }
    flows.add(rest, from: holder, to: Self.place(of: payout, isDue: isDue))
  }

  private static func place(of payout: ExplainedPayout, isDue: Bool) -> BonusPlace {
    if payout.paidAt != nil { return payout.cancelledAt == nil ? .paid : .claimed }
    guard isDue, payout.cancelledAt == nil else { return .takenBack }
    return payout.failedAt == nil ? .requested : .failed
  }

  /// What was paid and is no part of any reward: an instruction that was repeated or set off, and paid all the same.
  private var paidBesides: [ExplainedPayout] {
    let parts = Set(told.rewards.flatMap(\.parts).compactMap { $0.payoutId?.description })
    return told.payouts.filter { $0.paidAt != nil && !parts.contains($0.payoutId.description) }
  }

  private mutating func pay(_ payout: ExplainedPayout) {
    let holder = Self.place(of: payout.beneficiary)
    flows.add(payout.amountCents.rawValue, from: .paidBesides, to: holder)
    flows.add(payout.amountCents.rawValue, from: holder, to: payout.cancelledAt == nil ? .paid : .claimed)
  }

  /// What was paid and is not due any more: what became of it.
  private mutating func follow(_ payout: ExplainedPayout) {
    for claim in told.claims where claim.payoutId == payout.payoutId {
      flows.add(claim.repaid, from: .claimed, to: .repaid)
      flows.add(claim.writtenOff - claim.writtenOffSetOff, from: .claimed, to: .writtenOff)
      flows.add(claim.remaining, from: .claimed, to: .open)
    }
    for setOff in told.setOffs where setOff.payoutId == payout.payoutId && setOff.reversedAt == nil {
      flows.add(setOff.amountCents.rawValue, from: .claimed, to: .standsFor)
    }
  }

  // MARK: Whether it adds up

  /// What came in.
  public var incoming: Int { flows.sources.reduce(0) { $0 + $1.cents } }

  /// What is where it ends.
  public var outgoing: Int { flows.ends.reduce(0) { $0 + $1.cents } }

  /// Whether no cent is lost or made on the way.
  public var addsUp: Bool { incoming == outgoing && flows.leaks.isEmpty }
}
