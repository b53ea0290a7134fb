import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Charities, from their registration to their end")
struct CharityTests {
  private let member = MemberID.make()
  private let charity = CharityID.make()

  private func update(
    _ database: ServiceDatabase, _ change: UpdateCharity
  ) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    try await database.handle(UpdateCharityHandler(), [change], by: "ada")
  }

  private func listed(_ database: ServiceDatabase, active: Bool? = nil) async throws -> [ListedCharity] {
    try await database.handle(ListHandler(CharityList()), [ListCharities(active: active)]).decisions[0].get().items
  }

  @Test("W10, M9: a charity is described with its address, again with each amendment, and keeps what is not given")
  func amended() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let email = try #require(EmailAddress("bonjour@lesamis.example"))
      let registered = try await database.handle(
        RegisterCharityHandler(),
        [RegisterCharity(charityId: charity, name: "Les amis", contactEmail: email, locale: .english)])
      let first = CharityDescribed(
        charityId: charity, revision: 1, name: "Les amis", contactEmail: email, locale: .english, active: true,
        designated: false)
      #expect(try registered.events(CharityDescribed.self) == [first])
      var second = first
      second.revision = 2
      second.name = "Les bons amis"
      #expect(
        try await update(database, UpdateCharity(charityId: charity, name: "Les bons amis"))
          .events(CharityDescribed.self) == [second])
      var third = second
      third.revision = 3
      third.contactEmail = nil
      third.locale = .french
      #expect(
        try await update(database, UpdateCharity(charityId: charity, contactEmail: .remove, locale: .french))
          .events(CharityDescribed.self) == [third])
      #expect(
        try await listed(database) == [
          ListedCharity(charityId: charity, name: "Les bons amis", designated: false, active: true)
        ])
      #expect(try await update(database, UpdateCharity(charityId: .make(), name: "X")).problems == [.charityNotFound])
    }
  }

  @Test(
    "W3, W10: a retired charity is none to choose, holds a bonus whose default names it, and is paid what it is owed")
  func retired() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member, RewardPreference(option: .donate, charityId: charity))
      let owed = try await database.report([.hire(by: member)]).events(PayoutRequested.self)
      _ = try await update(database, UpdateCharity(charityId: charity, active: false))
      #expect(try await listed(database, active: true) == [])
      #expect(try await listed(database, active: false).map(\.charityId) == [charity])
      let held = try #require(try await database.report([.hire(by: member)]).events(RewardGranted.self).first)
      #expect(held.state == .held)
      let choice = ChooseOption(rewardId: held.rewardId, option: .split, charityId: charity)
      #expect(try await database.choose(choice).problems == [.charityNotFound])
      #expect(try await database.confirm(owed.map(\.payoutId)).events(PayoutMade.self).count == 1)
      #expect(try await database.register(charity).problems == [.idAlreadyUsed])
      _ = try await update(database, UpdateCharity(charityId: charity, active: true))
      #expect(try await database.choose(choice).problems == [nil])
    }
  }

  @Test("W4, W10: the designation goes from one to another, each is told, and what waited for it is settled")
  func designated() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let other = CharityID.make()
      try await database.register(charity)
      try await database.register(other)
      try await database.join(member, RewardPreference(option: .toMember))
      let held = try #require(
        try await database.report([.hire(by: member, isOwnCompany: true)]).events(RewardGranted.self).first)
      #expect(held.state == .held)
      let taken = try await update(database, UpdateCharity(charityId: charity, designated: true))
      #expect(try taken.events(CharityDescribed.self).map(\.designated) == [true])
      #expect(try taken.events(RewardSettled.self).map(\.rewardId) == [held.rewardId])
      #expect(try await database.balances()["charity:\(charity):payable eur-cents"] == -50_000)
      let passed = try await update(database, UpdateCharity(charityId: other, designated: true))
      let told = try passed.events(CharityDescribed.self)
      #expect(
        Set(told.map { "\($0.charityId) \($0.designated) \($0.revision)" }) == [
          "\(charity) false 3", "\(other) true 2",
        ])
      let retired = try await update(database, UpdateCharity(charityId: other, active: false))
      #expect(try retired.events(CharityDescribed.self).map(\.designated) == [false])
      #expect(try await listed(database).allSatisfy { !$0.designated })
      let next = try await database.report([.hire(by: member, isOwnCompany: true)]).events(RewardGranted.self)
      #expect(next.map(\.state) == [.held])
      #expect(
        try await update(database, UpdateCharity(charityId: other, designated: true)).problems == [.charityNotFound])
    }
  }

  @Test("A2, W10: an actor is asked for where the designation is said, and for nothing else")
  func actor() {
    #expect(UpdateCharity(charityId: charity, designated: true).requiresActor)
    #expect(UpdateCharity(charityId: charity, designated: false).requiresActor)
    #expect(!UpdateCharity(charityId: charity, active: false).requiresActor)
    #expect(!UpdateCharity(charityId: charity, name: "Les amis").requiresActor)
  }

  @Test("W10: charities that were registered before anybody was told are told of once, by one replica")
  func untold() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity, designated: true)
      _ = try await database.query("update rewards.charities set told_revision = null")
      _ = try await database.query(
        """
        insert into rewards.charities (charity_id, name, registered_at)
        select gen_random_uuid(), 'Une association ' || n, now() from generate_series(1, 150) as n
        """)
      var told: [CharityDescribed] = []
      while true {
        let (next, emitted) = try await database.run(UntoldCharities())
        told += try emitted.map { try MessageCoder().decode(CloudEvent<CharityDescribed>.self, from: $0.body).data }
        if next != .immediately { break }
      }
      #expect(told.count == 151 && Set(told.map(\.charityId)).count == 151)
      #expect(told.filter(\.designated).map(\.charityId) == [charity])
      #expect(told.allSatisfy { $0.active && $0.revision == 1 && $0.contactEmail == nil })
      #expect(try await database.run(UntoldCharities()).emitted.isEmpty)
    }
  }
}
