import MessageHandling
import RewardsDomain
import RewardsService
import ServiceTesting
import TestStack
import Topology
import Vocabulary

/// A story of a few members, their sponsors, recommendations, hires and corrections, that a seed decides.
struct RandomStory {
  /// What happens, in no order.
  enum Event {
    case report(HireID, Hire.Report)
    case withdraw(HireID, day: Int, revision: Int?)
    case detach(HireID, revision: Int)
    case conflict(RecommendationID, ConflictOfInterest)
    case decide(RecommendationID, isQualified: Bool, revision: Int?)
    case leave(MemberID, day: Int)
  }

  /// Money that somebody is owed for one thing, however often it is granted anew.
  struct Debt: Hashable {
    let holder: Holder
    let origin: RewardOriginID
  }

  let members: [MemberID]
  /// What each member does with bonuses, by default or by choice.
  let preferences: [MemberID: RewardPreference]
  /// Who settles bonuses by default; others' are held.
  let settling: Set<MemberID>
  /// Who is the same person as somebody else.
  let persons: [MemberID: PersonID]
  let charity: CharityID
  let company: CompanyID
  /// The charity that own-company bonuses go to.
  let designated: CharityID
  /// On what terms each recommendation was made.
  let recommendations: [RecommendationID: Hire.Attribution]
  let events: [Event]

  init(seed: UInt64, designated: CharityID = .make()) {
    var generator = SeededGenerator(seed: seed)
    func chance(_ one: Int, in many: Int) -> Bool { Int.random(in: 1...many, using: &generator) <= one }
    let members = (0..<4).map { _ in MemberID.make() }
    let (charity, company) = (CharityID.make(), CompanyID.make())
    // Of four the last two are sponsored, by one or by both of the first; now and then they are one person.
    let sponsors = [nil, nil, members[0], members[Int.random(in: 0...1, using: &generator)]]
    let person = PersonID.make()
    persons = chance(1, in: 3) ? [members[2]: person, members[3]: person] : [:]
    settling = Set(members.filter { _ in chance(3, in: 4) })
    let options = [
      RewardPreference(option: .toMember), RewardPreference(option: .toMember),
      RewardPreference(option: .split, charityId: charity), RewardPreference(option: .donate, charityId: charity),
      RewardPreference(option: .listingCredits, companyId: company),
    ]
    preferences = Dictionary(
      uniqueKeysWithValues: members.map { ($0, options.randomElement(using: &generator) ?? options[0]) })

    var recommendations: [RecommendationID: Hire.Attribution] = [:]
    var events: [Event] = []
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let (id, number) = (RecommendationID.make(), Int.random(in: 0..<4, using: &generator))
      recommendations[id] = Hire.Attribution(
        recommendationID: id, memberID: members[number], sponsorID: sponsors[number],
        amount: [50_000, 75_000, 100_001].randomElement(using: &generator) ?? 0, policyVersion: 1,
        isOwnCompany: chance(1, in: 6))
      let flags = 2..<(chance(1, in: 2) ? 2 : Int.random(in: 3...5, using: &generator))
      for revision in flags {
        events.append(
          .conflict(
            id, ConflictOfInterest(isOwnCompany: Bool.random(using: &generator), revision: revision)))
      }
      let isNumbered = chance(3, in: 4)
      for revision in 0..<Int.random(in: 0...3, using: &generator) {
        let isQualified = revision == 0 || chance(1, in: 2)
        events.append(.decide(id, isQualified: isQualified, revision: isNumbered ? revision + 1 : nil))
        if !isNumbered { break }
      }
    }
    let known = recommendations.values.sorted { $0.recommendationID < $1.recommendationID }
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let first = known.randomElement(using: &generator) ?? known[0]
      events += Self.events(of: .make(), firstOf: first, among: known, flags: events, using: &generator)
    }
    for member in members where chance(1, in: 3) {
      events.append(.leave(member, day: Int.random(in: 1...20, using: &generator)))
    }
    self.members = members
    self.charity = charity
    self.company = company
    self.designated = designated
    self.recommendations = recommendations
    self.events = events
  }

  /// What is told of a hire: some of it before things were numbered, most of it in numbers.
  private static func events(
    of hire: HireID, firstOf first: Hire.Attribution, among recommendations: [Hire.Attribution], flags: [Event],
    using generator: inout SeededGenerator
  ) -> [Event] {
    var events: [Event] = []
    func day() -> Int { Int.random(in: 1...20, using: &generator) }
    let isNumbered = Int.random(in: 0...2, using: &generator) > 0
    if !isNumbered || Bool.random(using: &generator) {
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        events.append(.report(hire, Hire.Report(first, hiredAt: .day(day()))))
      }
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        events.append(.withdraw(hire, day: day(), revision: nil))
      }
    }
    guard isNumbered else { return events }
    var attribution = first
    for revision in 1...Int.random(in: 1...5, using: &generator) {
      switch Int.random(in: 0...5, using: &generator) {
      case 0: events.append(.withdraw(hire, day: day(), revision: revision))
      case 1:
        events.append(.detach(hire, revision: revision))
        attribution = recommendations.randomElement(using: &generator) ?? first
      default:
        let told = flagged(attribution, as: flags, using: &generator)
        let asOf = Bool.random(using: &generator) ? Timestamp.day(day()) : nil
        events.append(.report(hire, Hire.Report(told, hiredAt: .day(day()), asOf: asOf, revision: revision)))
      }
    }
    return events
  }

  /// A hire tells the flag that recommendations knew when it told it.
  private static func flagged(
    _ attribution: Hire.Attribution, as events: [Event], using generator: inout SeededGenerator
  ) -> Hire.Attribution {
    var flags = [ConflictOfInterest(isOwnCompany: attribution.conflict.isOwnCompany, revision: 1)]
    for case .conflict(attribution.recommendationID, let flag) in events { flags.append(flag) }
    let flag = flags.randomElement(using: &generator) ?? flags[0]
    return Hire.Attribution(
      recommendationID: attribution.recommendationID, memberID: attribution.memberID, sponsorID: attribution.sponsorID,
      amount: attribution.amount, policyVersion: attribution.policyVersion, isOwnCompany: flag.isOwnCompany,
      conflictRevision: flag.revision)
  }

  // MARK: What follows from the facts alone

  /// What the rules say that is due in the end, whatever the order: from the sets of facts alone.
  ///
  /// Of bonuses only those of `settling` members count, and those that go to the designated charity; others are held.
  func due(under terms: RewardTerms, settling: Set<MemberID>) -> [Account: Int] {
    var balances: [Account: Int] = [:]
    for (debt, cents) in owed(under: terms, settling: settling) {
      balances[.payable(debt.holder), default: 0] -= cents
    }
    let bonuses = settled(settling: settling)
    let donations = bonuses.filter { !isOwnCompany($0) && preferences[$0.memberID]?.option == .donate }
    let credited = bonuses.filter(isCredited)
    balances[.matchingExpense] = donations.count * terms.matchingCents.rawValue
    balances[.bonusExpense] = -balances.values.reduce(0, +)
    balances[.listingCreditsIssued] = credited.count * terms.listingCredits
    balances[.listingCredits(company)] = -credited.count * terms.listingCredits
    for (member, points) in points(under: terms) {
      balances[.pointsIssued, default: 0] += points
      balances[.points(member), default: 0] -= points
    }
    return balances.filter { $0.value != 0 }
  }

  /// The money of it, by what it is owed for.
  func owed(under terms: RewardTerms, settling: Set<MemberID>) -> [Debt: Int] {
    var owed: [Debt: Int] = [:]
    for bonus in settled(settling: settling) {
      let origin = RewardOriginID(bonus.recommendationID)
      for (holder, cents) in payables(of: bonus, under: terms) where cents > 0 {
        owed[Debt(holder: holder, origin: origin), default: 0] += cents
      }
    }
    for (person, hires) in Dictionary(grouping: inForce.filter { $0.attribution?.sponsorID != nil }, by: person) {
      guard let sponsor = dueSponsor(of: hires) else { continue }
      owed[Debt(holder: .member(sponsor), origin: RewardOriginID(sponsored: person))] = terms.sponsorshipCents.rawValue
    }
    return owed
  }

  /// Of the sponsors who had not left at the hire, that of the earliest.
  private func dueSponsor(of hires: [Hire]) -> MemberID? {
    hires.filter { hire in
      guard let sponsor = hire.attribution?.sponsorID, let instant = hire.asOf ?? hire.hiredAt else { return false }
      return leavingDay(of: sponsor).map { instant < .day($0) } ?? true
    }
    .min { ($0.hiredAt ?? .day(0), $0.id) < ($1.hiredAt ?? .day(0), $1.id) }?.attribution?.sponsorID
  }

  private func payables(of bonus: Hire.Attribution, under terms: RewardTerms) -> [(Holder, Int)] {
    let cents = bonus.amount.rawValue
    guard !isOwnCompany(bonus) else { return [(.charity(designated), cents)] }
    return switch preferences[bonus.memberID]?.option {
    case .toMember: [(.member(bonus.memberID), cents)]
    case .split: [(.member(bonus.memberID), cents / 2), (.charity(charity), cents - cents / 2)]
    case .donate: [(.charity(charity), cents + terms.matchingCents.rawValue)]
    case .listingCredits, nil: []
    }
  }

  /// Bonuses that stand and are not held.
  private func settled(settling: Set<MemberID>) -> [Hire.Attribution] {
    Set(inForce.compactMap { $0.attribution?.recommendationID }).compactMap { recommendations[$0] }
      .filter { isOwnCompany($0) || settling.contains($0.memberID) }
  }

  private func isCredited(_ bonus: Hire.Attribution) -> Bool {
    !isOwnCompany(bonus) && preferences[bonus.memberID]?.option == .listingCredits
  }

  /// The flag of the greatest revision that was told, by itself or by a hire.
  private func isOwnCompany(_ bonus: Hire.Attribution) -> Bool {
    var flag = bonus.conflict
    for event in events {
      switch event {
      case .conflict(bonus.recommendationID, let other) where other.revision > flag.revision: flag = other
      case .report(_, let report)
      where report.attribution.recommendationID == bonus.recommendationID
        && report.attribution.conflict.revision > flag.revision:
        flag = report.attribution.conflict
      default: break
      }
    }
    return flag.isOwnCompany
  }

  private func points(under terms: RewardTerms) -> [MemberID: Int] {
    var points: [MemberID: Int] = [:]
    for id in Set(inForce.compactMap { $0.attribution?.recommendationID }) {
      guard let member = recommendations[id]?.memberID else { continue }
      points[member, default: 0] += terms.points.candidateHired.rawValue
    }
    for (id, recommendation) in recommendations {
      var last: (revision: Int, isQualified: Bool)?
      for case .decide(id, let isQualified, let revision) in events where (revision ?? 0) >= (last?.revision ?? 0) {
        last = (revision ?? 0, isQualified)
      }
      guard last?.isQualified == true else { continue }
      points[recommendation.memberID, default: 0] += terms.points.recommendationQualified.rawValue
    }
    return points
  }

  /// The hires that are in force in the end: by their last number, where they have any, else by their instants.
  private var inForce: [Hire] {
    var told: [HireID: [Event]] = [:]
    for event in events {
      switch event {
      case .report(let hire, _), .withdraw(let hire, _, _), .detach(let hire, _): told[hire, default: []].append(event)
      case .conflict, .decide, .leave: break
      }
    }
    return told.compactMap { id, events in
      let numbered = events.filter { $0.revision != nil }.max { ($0.revision ?? 0) < ($1.revision ?? 0) }
      guard let numbered else { return unnumbered(id, events) }
      guard case .report(_, let report) = numbered else { return nil }
      return Hire(id: id, attribution: report.attribution, hiredAt: report.hiredAt, asOf: report.asOf)
    }
  }

  private func unnumbered(_ id: HireID, _ events: [Event]) -> Hire? {
    var attribution: Hire.Attribution?
    var (hired, withdrawn): (Timestamp?, Int?)
    for event in events {
      if case .report(_, let report) = event {
        attribution = report.attribution
        hired = max(hired ?? report.hiredAt, report.hiredAt)
      }
      if case .withdraw(_, let day, _) = event { withdrawn = max(withdrawn ?? day, day) }
    }
    guard let hired, withdrawn.map({ .day($0) < hired }) ?? true else { return nil }
    return Hire(id: id, attribution: attribution, hiredAt: hired)
  }

  /// Who the member of a hire is, by one of the memberships.
  private func person(_ hire: Hire) -> MemberID { person(of: hire.attribution?.memberID ?? members[0]) }

  /// Who a member is, by one of the memberships.
  func person(of member: MemberID) -> MemberID { persons[member] == nil ? member : members[2] }

  private func leavingDay(of member: MemberID) -> Int? {
    for case .leave(member, let day) in events { return day }
    return nil
  }
}

extension RandomStory.Event {
  /// The number of what is told of a hire.
  fileprivate var revision: Int? {
    switch self {
    case .report(_, let report): report.revision
    case .withdraw(_, _, let revision): revision
    case .detach(_, let revision): revision
    case .conflict, .decide, .leave: nil
    }
  }
}
