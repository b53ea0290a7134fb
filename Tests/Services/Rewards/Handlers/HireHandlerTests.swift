import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("From hire to books")
struct HireHandlerTests {
  private let member = MemberID.make()
  private let sponsor = MemberID.make()

  @Test("W1, W2, W7: a hire pays the quote to the member, 250 € to the sponsor, and scores 100 points")
  func mainPath() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, sponsor: sponsor, RewardPreference(option: .toMember))
      let hire = HireAttributed.hire(by: member, sponsor: sponsor)
      let outcome = try await database.report([hire])
      #expect(
        try await database.balances() == [
          "platform:bonus-expense eur-cents": 75_000,
          "platform:points-issued points": 130,
          "member:\(member):payable eur-cents": -50_000,
          "member:\(member):points points": -100,
          "member:\(sponsor):payable eur-cents": -25_000,
          "member:\(sponsor):points points": -30,
        ])
      let granted = try outcome.events(RewardGranted.self)
      #expect(granted.map(\.kind) == [.recommendation, .sponsorship])
      #expect(granted.map(\.state) == [.settled, .settled])
      #expect(granted.map(\.memberId) == [member, sponsor])
      let settled = try outcome.events(RewardSettled.self)
      #expect(settled.map(\.option) == [.toMember, .toMember])
      #expect(settled.first?.lines.map(\.amount) == [50_000, -50_000])
      let payouts = try outcome.events(PayoutRequested.self)
      #expect(payouts.map(\.beneficiary.id) == [member.description, sponsor.description])
      #expect(payouts.map(\.amountCents) == [50_000, 25_000])
      let points = try outcome.events(PointsAwarded.self)
      #expect(points.map(\.total) == [100])
      #expect(points.map(\.revision) == [1])
    }
  }

  @Test("W5: every transaction names message, recommendation and policy version; each cause has one transaction")
  func provenance() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let hire = HireAttributed.hire(by: member, sponsor: sponsor)
      try await database.report([hire])
      let rows = try await database.query(
        "select cause_id, recommendation_id, policy_version from rewards.ledger_transactions order by cause_id")
      let transactions = try rows.decode((String, RecommendationID?, Int).self)
      #expect(
        transactions.map(\.0) == [
          "hire:\(hire.hireId):bonus:1", "hire:\(hire.hireId):points:1", "hire:\(hire.hireId):sponsor-share:1",
        ])
      #expect(transactions.allSatisfy { $0.1 == hire.recommendationId && $0.2 == 1 })
    }
  }

  @Test("W3: without default or choice the bonus is held and posts nothing, but its points count")
  func held() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member)
      let outcome = try await database.report([.hire(by: member)])
      #expect(try outcome.events(RewardGranted.self).map(\.state) == [.held])
      #expect(try outcome.events(RewardSettled.self).isEmpty)
      #expect(
        try await database.balances() == [
          "platform:points-issued points": 100, "member:\(member):points points": -100,
        ])
    }
  }

  @Test("W3: a hire that comes before its member's profile is settled by the default option as soon as that comes")
  func hireBeforeProfile() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.report([.hire(by: member)])
      let outcome = try await database.join(member, RewardPreference(option: .toMember))
      #expect(try outcome.events(RewardSettled.self).map(\.memberId) == [member])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
    }
  }

  @Test("W4: own-company bonuses wait for a designated charity and go to it; the sponsor's share is as ever")
  func ownCompany() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let charity = CharityID.make()
      try await database.join(member, RewardPreference(option: .toMember))
      let outcome = try await database.report([.hire(by: member, sponsor: sponsor, isOwnCompany: true)])
      #expect(try outcome.events(RewardGranted.self).map(\.state) == [.held, .settled])
      let designation = try await database.register(charity, designated: true)
      #expect(try designation.events(RewardSettled.self).map(\.option) == [.donate])
      #expect(try designation.events(PayoutRequested.self).map(\.beneficiary.kind) == [.charity])
      let balances = try await database.balances()
      #expect(balances["charity:\(charity):payable eur-cents"] == -50_000)
      #expect(balances["platform:matching-expense eur-cents"] == nil)
      #expect(balances["member:\(sponsor):payable eur-cents"] == -25_000)
      #expect(balances["member:\(member):points points"] == -100)
      try await database.report([.hire(by: member, isOwnCompany: true)])
      #expect(try await database.balances()["charity:\(charity):payable eur-cents"] == -100_000)
    }
  }

  @Test("Hires: a recommendation earns one bonus, however many systems report a hire of it")
  func oneBonus() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let recommendation = RecommendationID.make()
      let (first, second) = (HireID.make(), HireID.make())
      try await database.report([
        .hire(first, of: recommendation, by: member), .hire(second, of: recommendation, by: member),
      ])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
      try await database.withdraw([.withdrawal(of: first, day: 20)])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
      try await database.withdraw([.withdrawal(of: second, day: 20)])
      #expect(try await database.balances().isEmpty)
    }
  }

  @Test("W8: a withdrawal mirrors money and points, cancels the payouts and lets the level fall")
  func withdrawal() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, sponsor: sponsor, RewardPreference(option: .toMember))
      let hires = [HireAttributed.hire(by: member, sponsor: sponsor), .hire(by: member, sponsor: sponsor)]
      let rise = try await database.report(hires)
      #expect(try rise.events(LevelChanged.self).map(\.to) == [.confirmed])
      let fall = try await database.withdraw(hires.map { .withdrawal(of: $0.hireId, day: 20) })
      #expect(try fall.events(LevelChanged.self).map(\.to) == [.beginner])
      #expect(try fall.events(PointsAwarded.self).map(\.points) == [-100, -100])
      #expect(try fall.events(PointsAwarded.self).map(\.revision) == [3, 4])
      #expect(
        try await database.balances() == [
          "platform:points-issued points": 30, "member:\(sponsor):points points": -30,
        ])
      let reversed = try fall.events(RewardReversed.self)
      // The share falls to the second hire before that is withdrawn too.
      #expect(reversed.count == 4)
      #expect(try fall.events(PayoutCancelled.self).count == 4)
      #expect(
        try await database.count(
          "select count(*) from rewards.ledger_transactions where reverses_transaction_id is not null") == 6)
    }
  }

  @Test("H3: a hire that is reported again counts again, with a reward of its own")
  func reportedAgain() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let (hire, recommendation) = (HireID.make(), RecommendationID.make())
      let first = try await database.report([.hire(hire, of: recommendation, by: member, sponsor: sponsor, day: 10)])
      try await database.withdraw([.withdrawal(of: hire, day: 11)])
      let again = try await database.report([.hire(hire, of: recommendation, by: member, sponsor: sponsor, day: 12)])
      let granted = try again.events(RewardGranted.self)
      #expect(granted.count == 2)
      #expect(Set(granted.map(\.rewardId)).isDisjoint(with: try first.events(RewardGranted.self).map(\.rewardId)))
      let balances = try await database.balances()
      #expect(balances["member:\(member):payable eur-cents"] == -50_000)
      #expect(balances["member:\(sponsor):payable eur-cents"] == -25_000)
      #expect(balances["member:\(member):points points"] == -100)
    }
  }

  @Test("W2: the share is due once per sponsored member, and falls to the earliest other hire")
  func shareOnce() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, sponsor: sponsor, RewardPreference(option: .toMember))
      let hires = (10...12).map { HireAttributed.hire(by: member, sponsor: sponsor, day: $0) }
      try await database.report(hires)
      #expect(try await database.balances()["member:\(sponsor):payable eur-cents"] == -25_000)
      let outcome = try await database.withdraw([.withdrawal(of: hires[0].hireId, day: 20)])
      let granted = try outcome.events(RewardGranted.self)
      #expect(granted.map(\.hireId) == [hires[1].hireId])
      #expect(granted.map(\.kind) == [.sponsorship])
      #expect(try await database.balances()["member:\(sponsor):payable eur-cents"] == -25_000)
    }
  }

  @Test("W2: a sponsor who had left at the hire gets nothing, whichever is known first")
  func leftSponsor() async throws {
    let left = MemberLeft(memberId: sponsor, leftAt: .day(10))
    let hire = HireAttributed.hire(by: member, sponsor: sponsor, day: 11)
    for leavesFirst in [true, false] {
      try await ServiceDatabase.with(RewardsService.definition) { database in
        try await database.join(member, RewardPreference(option: .toMember))
        if leavesFirst { try await database.leave([left]) }
        try await database.report([hire])
        if !leavesFirst { try await database.leave([left]) }
        #expect(try await database.balances()["member:\(sponsor):payable eur-cents"] == nil)
        try await database.report([.hire(by: member, sponsor: sponsor, day: 9)])
        #expect(try await database.balances()["member:\(sponsor):payable eur-cents"] == -25_000)
      }
    }
  }
}
