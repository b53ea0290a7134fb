import RewardsDomain
import RewardsService
import MessageHandling
import ServiceTesting
import TestStack
import Topology
import Vocabulary

/// A story of a few members, their sponsors, recommendations and hires, that a seed decides.
struct RandomStory {
  /// What happens, in no order.
  enum Event {
    case report(HireID, day: Int)
    case withdraw(HireID, day: Int)
    case leave(MemberID, day: Int)
  }

  /// Money that a member is owed for one thing, however often it is granted anew.
  struct Debt: Hashable {
    let member: MemberID
    let origin: RewardOriginID
  }

  let members: [MemberID]
  /// Who settles bonuses by default; others' are held.
  let settling: Set<MemberID>
  let attributions: [HireID: Hire.Attribution]
  let events: [Event]

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let members = (0..<4).map { _ in MemberID.make() }
    // Of four the last two are sponsored, by one or by both of the first.
    let sponsors = [nil, nil, members[0], members[Int.random(in: 0...1, using: &generator)]]
    settling = Set(members.filter { _ in Int.random(in: 0...3, using: &generator) > 0 })
    let recommendations = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      let number = Int.random(in: 0..<4, using: &generator)
      return Hire.Attribution(
        recommendationID: .make(), memberID: members[number], sponsorID: sponsors[number],
        amount: [50_000, 75_000, 100_000].randomElement(using: &generator) ?? 0, policyVersion: 1,
        isOwnCompany: Int.random(in: 0...5, using: &generator) == 0)
    }
    var attributions: [HireID: Hire.Attribution] = [:]
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      attributions[.make()] = recommendations.randomElement(using: &generator)
    }
    var events: [Event] = []
    for hire in attributions.keys.sorted() {
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        events.append(.report(hire, day: Int.random(in: 1...20, using: &generator)))
      }
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        events.append(.withdraw(hire, day: Int.random(in: 1...20, using: &generator)))
      }
    }
    for member in members where Int.random(in: 0...2, using: &generator) == 0 {
      events.append(.leave(member, day: Int.random(in: 1...20, using: &generator)))
    }
    self.members = members
    self.attributions = attributions
    self.events = events
  }

  /// The books after the events were told in an order.
  func told(_ events: [Event], under terms: RewardTerms) -> HireBook {
    let profiles = members.map { member in
      let preference = settling.contains(member) ? RewardPreference(option: .toMember) : nil
      return (member, MemberProfile(revision: 1, preference: preference))
    }
    var book = HireBook(under: terms, profiles: Dictionary(uniqueKeysWithValues: profiles), at: .day(25))
    var emission = Emission(service: .rewards, now: .day(25))
    for event in events {
      switch event {
      case .report(let hire, let day):
        guard let attribution = attributions[hire] else { continue }
        book.report(hire, attribution, hiredAt: .day(day), because: .make(), emitting: &emission)
      case .withdraw(let hire, let day):
        book.withdraw(hire, at: .day(day), toldAt: .day(25), because: .make(), emitting: &emission)
      case .leave(let member, let day):
        guard book.profile(of: member).leftAt == nil else { continue }
        book.leave(member, at: .day(day), because: .make(), emitting: &emission)
      }
    }
    return book
  }

  /// What the rules say that is due in the end, whatever the order: from the sets of facts alone.
  ///
  /// Of bonuses only those of `settling` members count; others are held.
  func due(under terms: RewardTerms, settling: Set<MemberID>) -> [Account: Int] {
    var balances: [Account: Int] = [:]
    for (debt, cents) in owed(under: terms, settling: settling) {
      balances[.bonusExpense, default: 0] += cents
      balances[.payable(.member(debt.member)), default: 0] -= cents
    }
    for attribution in Set(attributions.filter { isInForce($0.key) }.values) {
      let points = terms.points.candidateHired.rawValue
      balances[.pointsIssued, default: 0] += points
      balances[.points(attribution.memberID), default: 0] -= points
    }
    return balances.filter { $0.value != 0 }
  }

  /// The money of it, by what it is owed for.
  func owed(under terms: RewardTerms, settling: Set<MemberID>) -> [Debt: Int] {
    var owed: [Debt: Int] = [:]
    let inForce = attributions.filter { isInForce($0.key) }
    for attribution in Set(inForce.values) {
      // Of own-company bonuses there is no charity to go to.
      guard settling.contains(attribution.memberID), !attribution.isOwnCompany else { continue }
      let debt = Debt(member: attribution.memberID, origin: RewardOriginID(attribution.recommendationID))
      owed[debt] = attribution.amount.rawValue
    }
    let sponsored = Dictionary(grouping: inForce.filter { $0.value.sponsorID != nil }, by: \.value.memberID)
    for (member, hires) in sponsored {
      guard let sponsor = hires.first?.value.sponsorID else { continue }
      let leftOn = leavingDay(of: sponsor) ?? .max
      guard hires.contains(where: { (greatest($0.key).hired ?? 0) < leftOn }) else { continue }
      owed[Debt(member: sponsor, origin: RewardOriginID(sponsored: member))] = terms.sponsorshipCents.rawValue
    }
    return owed
  }

  private func greatest(_ hire: HireID) -> (hired: Int?, withdrawn: Int?) {
    var (hired, withdrawn): (Int?, Int?)
    for event in events {
      if case .report(hire, let day) = event { hired = max(hired ?? day, day) }
      if case .withdraw(hire, let day) = event { withdrawn = max(withdrawn ?? day, day) }
    }
    return (hired, withdrawn)
  }

  private func isInForce(_ hire: HireID) -> Bool {
    let (hired, withdrawn) = greatest(hire)
    return (hired ?? 0) > (withdrawn ?? 0)
  }

  private func leavingDay(of member: MemberID) -> Int? {
    for case .leave(member, let day) in events { return day }
    return nil
  }
}
