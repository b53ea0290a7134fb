import ConsoleDomain
import Messages
import Vocabulary

/// What the places of a bonus and the accounts of the books are called.
struct BonusLabels: Sendable {
  private let visit: Visit
  private let told: ExplainBonus.Result
  /// Those who get something, by name.
  let members: ShownMembers

  init(_ told: ExplainBonus.Result, _ members: ShownMembers, _ visit: Visit) {
    self.told = told
    self.members = members
    self.visit = visit
  }

  private func word(_ name: String) -> String { visit.word("rewards.\(name)") }

  /// What a place is called, short enough for a picture.
  func text(_ place: BonusPlace) -> String {
    switch place {
    case .hire(let id): word("place-hire") + (told.hires.count > 1 ? " \(RewardParty.short(id.description))" : "")
    case .reward(let id): reward(id)
    case .matching: word("place-matching")
    case .paidBesides: word("place-paid-besides")
    case .member(let id): name(ofMember: id)
    case .charity(let id): charity(id)
    case .held: word("place-held")
    case .credits: word("place-credits")
    case .paid: word("place-paid")
    case .requested: word("place-requested")
    case .failed: word("place-failed")
    case .planned: word("place-planned")
    case .takenBack: word("place-taken-back")
    case .paidBefore: word("place-paid-before")
    case .claimed: word("place-claimed")
    case .repaid: word("place-repaid")
    case .writtenOff: word("place-written-off")
    case .open: word("place-open")
    case .standsFor: word("place-stands-for")
    }
  }

  private func reward(_ id: RewardID) -> String {
    guard let reward = told.rewards.first(where: { $0.rewardId == id }) else { return word("place-reward") }
    let kind = word("kind-\(reward.kind.rawValue)")
    let alike = told.rewards.filter { $0.kind == reward.kind }
    guard alike.count > 1, let place = alike.firstIndex(where: { $0.rewardId == id }) else { return kind }
    return "\(kind) \(place + 1)"
  }

  /// A member by name, where that is known.
  func name(ofMember id: String) -> String { members.name(of: id) ?? "\(word("member")) \(RewardParty.short(id))" }

  private func charity(_ id: String) -> String {
    told.rewards.first { $0.charityId?.description == id }?.charityName
      ?? "\(word("charity")) \(RewardParty.short(id))"
  }

  /// What an account of the books is called.
  func text(account: String) -> String {
    let parts = account.split(separator: ":").map(String.init)
    guard parts.count == 3 else { return word("account-\(parts.last ?? account)") }
    let holder =
      switch parts[0] {
      case "member": name(ofMember: parts[1])
      case "charity": charity(parts[1])
      default: "\(word("company")) \(RewardParty.short(parts[1]))"
      }
    return "\(holder) · \(word("account-\(parts[2])"))"
  }

  /// What a transaction was caused by.
  func text(cause: String) -> String {
    let cause = LedgerCause(cause)
    let text = word("cause-\(cause.kind.rawValue)")
    return cause.isReversal ? "\(word("cause-reversal")) \(text)" : text
  }
}
