import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Options, payouts and claims in the books")
struct OptionTests {
  private let member = MemberID.make()
  private let charity = CharityID.make()
  private let company = CompanyID.make()

  /// A bonus that is held, of a member without a default option.
  private func heldBonus(in database: ServiceDatabase) async throws -> RewardGranted {
    try await database.join(member)
    let outcome = try await database.report([.hire(by: member)])
    return try #require(try outcome.events(RewardGranted.self).first)
  }

  @Test("W3: a held bonus is settled as chosen, once and for all")
  func choice() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      let bonus = try await heldBonus(in: database)
      let choice = ChooseOption(rewardId: bonus.rewardId, option: .split, charityId: charity)
      let outcome = try await database.choose(choice)
      let settlement = try #require(try outcome.decisions.first?.get()).settlement
      #expect(settlement.option == .split)
      #expect(settlement.lines.map(\.amount) == [50_000, -25_000, -25_000])
      #expect(try outcome.events(PayoutRequested.self).map(\.beneficiary.kind) == [.member, .charity])
      let again = try await database.choose(choice)
      #expect(again.problems == [.alreadySettled])
      let balances = try await database.balances()
      #expect(balances["member:\(member):payable eur-cents"] == -25_000)
      #expect(balances["charity:\(charity):payable eur-cents"] == -25_000)
    }
  }

  @Test("W3: two choices of one batch settle once")
  func twoChoices() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let bonus = try await heldBonus(in: database)
      let choice = ChooseOption(rewardId: bonus.rewardId, option: .toMember)
      let outcome = try await database.handle(ChooseOptionHandler(), [choice, choice])
      #expect(outcome.problems == [nil, .alreadySettled])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
    }
  }

  @Test("W3, W4: a choice that cannot be carried out is refused with its code")
  func refusals() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let bonus = try await heldBonus(in: database)
      let ownCompany = try await database.report([.hire(by: member, isOwnCompany: true)])
      let held = try #require(try ownCompany.events(RewardGranted.self).first)
      let outcome = try await database.handle(
        ChooseOptionHandler(),
        [
          ChooseOption(rewardId: .make(), option: .toMember),
          ChooseOption(rewardId: bonus.rewardId, option: .donate, charityId: charity),
          ChooseOption(rewardId: bonus.rewardId, option: .listingCredits, companyId: company),
          ChooseOption(rewardId: held.rewardId, option: .toMember),
        ])
      #expect(outcome.problems == [.rewardNotFound, .charityNotFound, .companyNotFound, .optionNotAvailable])
      try await database.withdraw([.withdrawal(of: bonus.hireId, day: 20)])
      let late = try await database.choose(ChooseOption(rewardId: bonus.rewardId, option: .toMember))
      #expect(late.problems == [.optionNotAvailable])
    }
  }

  @Test("W3: a donation by default is matched, and the charity is to be paid all of it")
  func donation() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member, RewardPreference(option: .donate, charityId: charity, inMyName: true))
      let outcome = try await database.report([.hire(by: member)])
      #expect(try outcome.events(PayoutRequested.self).map(\.amountCents) == [75_000])
      let balances = try await database.balances()
      #expect(balances["platform:matching-expense eur-cents"] == 25_000)
      #expect(balances["charity:\(charity):payable eur-cents"] == -75_000)
    }
  }

  @Test("W6: a confirmed payout is paid in cash, once, whatever message says so again")
  func confirmation() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let payouts = try await database.report([.hire(by: member)]).events(PayoutRequested.self).map(\.payoutId)
      try await database.confirm(payouts + payouts)
      try await database.confirm(payouts)
      let balances = try await database.balances()
      #expect(balances["member:\(member):payable eur-cents"] == nil)
      #expect(balances["platform:cash eur-cents"] == -50_000)
      #expect(try await database.confirm([.make()]).problems == [.payoutNotFound])
    }
  }

  @Test("register-charity: an id is taken once")
  func charityTwice() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      #expect(try await database.register(charity).problems == [.idAlreadyUsed])
    }
  }
}

extension ServiceDatabase.Outcome {
  /// The code of each refusal, nil where there was none.
  var problems: [ProblemCode?] {
    decisions.map { decision in
      switch decision {
      case let problem as Problem: problem.code
      case let result as any RefusableResult: result.problemCode
      default: nil
      }
    }
  }
}

/// What was accepted or refused.
private protocol RefusableResult {
  var problemCode: ProblemCode? { get }
}

extension Result: RefusableResult where Failure == Problem {
  var problemCode: ProblemCode? {
    if case .failure(let problem) = self { problem.code } else { nil }
  }
}
