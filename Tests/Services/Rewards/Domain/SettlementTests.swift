import RewardsDomain
import Testing
import Vocabulary

@Suite("Settlement of a bonus")
struct SettlementTests {
  let terms = RewardTerms.standard
  let member = MemberID.make()
  let charity = CharityID.make()
  let company = CompanyID.make()

  private func lines(_ option: RewardOption, of bonus: Cents) throws -> [Posting] {
    let preference = RewardPreference(option: option, charityId: charity, companyId: company)
    return try #require(BonusSettlement(preference, of: bonus, to: member, under: terms)).postings
  }

  @Test("W3: the member alone gets the whole bonus")
  func toMember() throws {
    #expect(
      try lines(.toMember, of: 50_000) == [
        Posting(account: .bonusExpense, unit: .euroCents, amount: 50_000),
        Posting(account: .payable(.member(member)), unit: .euroCents, amount: -50_000),
      ])
  }

  @Test("W3: a donation is the whole bonus and 250 € from the platform")
  func donate() throws {
    #expect(
      try lines(.donate, of: 50_000) == [
        Posting(account: .bonusExpense, unit: .euroCents, amount: 50_000),
        Posting(account: .matchingExpense, unit: .euroCents, amount: 25_000),
        Posting(account: .payable(.charity(charity)), unit: .euroCents, amount: -75_000),
      ])
  }

  @Test("W3: of a split bonus the odd cent goes to the charity, and nothing is added")
  func split() throws {
    #expect(
      try lines(.split, of: 50_001) == [
        Posting(account: .bonusExpense, unit: .euroCents, amount: 50_001),
        Posting(account: .payable(.member(member)), unit: .euroCents, amount: -25_000),
        Posting(account: .payable(.charity(charity)), unit: .euroCents, amount: -25_001),
      ])
  }

  @Test("W3: listing credits come in place of money")
  func listingCredits() throws {
    #expect(
      try lines(.listingCredits, of: 50_000) == [
        Posting(account: .listingCreditsIssued, unit: .listingCredits, amount: 3),
        Posting(account: .listingCredits(company), unit: .listingCredits, amount: -3),
      ])
  }

  @Test("W5: every settlement balances in each unit, to the last cent", arguments: [0, 1, 2, 3, 49_999, 100_000])
  func balances(bonus: Int) throws {
    for option in RewardOption.allCases {
      let lines = try lines(option, of: Cents(bonus))
      for unit in UnitOfAccount.allCases {
        #expect(lines.filter { $0.unit == unit }.reduce(0) { $0 + $1.amount } == 0)
      }
      #expect(lines.allSatisfy { $0.amount != 0 })
    }
  }

  @Test("W4: an own-company bonus goes to the designated charity, whatever the option, without addition")
  func ownCompany() {
    let bonus = reward(isOwnCompany: true)
    let profile = MemberProfile(revision: 1, preference: RewardPreference(option: .toMember))
    let parties = RegisteredParties(designated: charity)
    guard case .settled(let settlement) = bonus.outcome(for: profile, among: parties, under: terms) else {
      Issue.record("is not settled")
      return
    }
    #expect(
      settlement.postings == [
        Posting(account: .bonusExpense, unit: .euroCents, amount: 50_000),
        Posting(account: .payable(.charity(charity)), unit: .euroCents, amount: -50_000),
      ])
  }

  @Test("W4: without a designated charity an own-company bonus is held")
  func ownCompanyHeld() {
    let outcome = reward(isOwnCompany: true).outcome(
      for: MemberProfile(revision: 1), among: RegisteredParties(), under: terms)
    #expect(outcome == .held(.noDesignatedCharity))
  }

  @Test("W3: with neither default nor choice the bonus is held")
  func held() {
    let parties = RegisteredParties(charities: [charity])
    #expect(
      reward().outcome(for: MemberProfile(revision: 1), among: parties, under: terms) == .held(.optionOpen))
    #expect(reward().outcome(for: MemberProfile(), among: parties, under: terms) == .held(.profileUnknown))
  }

  @Test("W3: a default option that names an unknown charity or company holds the bonus")
  func unknownParty() {
    for option in [RewardOption.donate, .split, .listingCredits] {
      let preference = RewardPreference(option: option, charityId: charity, companyId: company)
      let profile = MemberProfile(revision: 1, preference: preference)
      #expect(reward().outcome(for: profile, among: RegisteredParties(), under: terms) == .held(.optionOpen))
    }
  }

  @Test("W3: what is settled cannot be chosen again, what is reversed or own-company cannot be chosen at all")
  func refusals() {
    let toMember = RewardPreference(option: .toMember)
    var settled = reward()
    settled.status = .settled(toMember, .make())
    var reversed = settled
    reversed.reversedAt = Timestamp(microseconds: 0)
    let none = RegisteredParties()
    #expect(settled.refusalOfChoice(toMember, among: none) == .alreadySettled)
    #expect(reversed.refusalOfChoice(toMember, among: none) == .optionNotAvailable)
    #expect(reward(isOwnCompany: true).refusalOfChoice(toMember, among: none) == .optionNotAvailable)
    let donate = RewardPreference(option: .donate, charityId: charity)
    #expect(reward().refusalOfChoice(donate, among: none) == .charityNotFound)
    let credits = RewardPreference(option: .listingCredits, companyId: company)
    #expect(reward().refusalOfChoice(credits, among: none) == .companyNotFound)
    #expect(reward().refusalOfChoice(toMember, among: none) == nil)
  }

  private func reward(isOwnCompany: Bool = false) -> Reward {
    Reward(
      kind: .recommendation, hireID: .make(), recommendationID: .make(), memberID: member, amount: 50_000,
      policyVersion: 1, isOwnCompany: isOwnCompany, cause: .bonus(Hire(id: .make()), 1),
      grantedAt: Timestamp(microseconds: 0))
  }
}

extension RewardTerms {
  /// The terms that a new platform has.
  static let standard = RewardTerms(
    version: 1,
    points: PointsScale(recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
    levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
    amounts: BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000),
    sponsorshipCents: 25_000, matchingCents: 25_000, listingCredits: 3)
}
