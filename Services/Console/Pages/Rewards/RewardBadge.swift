import ConsoleDomain
import Messages
import Vocabulary

/// A state as a badge: a word, and a tone.
struct RewardBadge: Sendable {
  let text: String
  let tone: String

  private init(_ visit: Visit, _ word: String, _ tone: MoneyTone) {
    text = visit.word("rewards.\(word)")
    self.tone = tone.rawValue
  }

  init(_ state: ListedRewardState, _ visit: Visit) {
    let tone: MoneyTone =
      switch state {
      case .held: .wait
      case .settled: .good
      case .reversed: .quiet
      }
    self.init(visit, "state-\(state.rawValue)", tone)
  }

  init(_ state: InstalmentState, _ visit: Visit) {
    let tone: MoneyTone =
      switch state {
      case .planned: .quiet
      case .requested: .wait
      case .paid: .good
      case .failed: .bad
      case .reversed: .quiet
      }
    self.init(visit, "part-\(state.rawValue)", tone)
  }

  init(_ state: PayoutState, _ visit: Visit) {
    let tone: MoneyTone =
      switch state {
      case .requested: .wait
      case .paid: .good
      case .failed: .bad
      case .cancelled: .quiet
      }
    self.init(visit, "payout-\(state.rawValue)", tone)
  }

  /// Of an instruction with all that was heard of it; one that was paid and is not due is claimed.
  init(_ payout: ExplainedPayout, _ visit: Visit) {
    if payout.paidAt != nil {
      self.init(
        visit, payout.cancelledAt == nil ? "payout-paid" : "payout-claimed", payout.cancelledAt == nil ? .good : .bad)
    } else if payout.cancelledAt != nil {
      self.init(visit, "payout-cancelled", .quiet)
    } else {
      self.init(payout.failedAt == nil ? PayoutState.requested : .failed, visit)
    }
  }

  /// Of a claim: open or not.
  init(isOpen: Bool, _ visit: Visit) {
    self.init(visit, isOpen ? "claim-open" : "claim-closed", isOpen ? .bad : .quiet)
  }
}
