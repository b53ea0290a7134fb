import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsDomain
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Where every euro of a bonus went")
struct ExplainBonusTests {
  private let member = MemberID.make()
  private let sponsor = MemberID.make()
  private let charity = CharityID.make()
  private let hire = HireID.make()
  private let recommendation = RecommendationID.make()

  private func explain(_ database: ServiceDatabase, _ question: ExplainBonus) async throws -> ExplainBonus.Result {
    try #require(try await database.handle(ExplainBonusHandler(), [question]).decisions.first?.get())
  }

  @Test("W5: a bonus is explained from the hire to the payments: rewards, parts, instructions, the books")
  func paid() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member, sponsor: sponsor, RewardPreference(option: .split, charityId: charity))
      try await database.join(sponsor, RewardPreference(option: .toMember))
      let report = HireAttributed.hire(hire, of: recommendation, by: member, sponsor: sponsor, cents: 75_001)
      let payouts = try await database.report([report]).events(PayoutRequested.self)
      try await database.confirm(payouts.filter { $0.beneficiary.kind == .charity }.map(\.payoutId))
      try await database.fail(payouts.filter { $0.beneficiary.id == sponsor.description }.map(\.payoutId))
      let told = try await explain(database, ExplainBonus(hireId: hire))
      #expect(told.hireId == hire && told.hires.map(\.hireId) == [hire])
      #expect(told.hires.first?.quotedCents == 75_001 && told.hires.first?.inForce == true)
      #expect(told.hires.first?.sponsorId == sponsor && told.hires.first?.quotedLevel == .beginner)
      let bonus = try #require(told.rewards.first { $0.kind == .recommendation })
      #expect(bonus.option == .split && bonus.charityName == "Les amis" && bonus.state == .settled)
      #expect(bonus.parts.map(\.amountCents) == [37_500, 37_501])
      #expect(bonus.parts.map(\.state) == [.requested, .paid])
      let share = try #require(told.rewards.first { $0.kind == .sponsorship })
      #expect(share.memberId == sponsor && share.parts.map(\.state) == [.failed])
      #expect(told.payouts.compactMap(\.failureReason) == ["The account is closed"])
      #expect(Set(told.payouts.map(\.payoutId)) == Set(payouts.map(\.payoutId)))
      let causes = told.transactions.map {
        $0.causeId.split(separator: ":").prefix(1) + [$0.causeId.split(separator: ":")[2]]
      }
      #expect(
        Set(causes) == [["hire", "bonus"], ["hire", "points"], ["hire", "sponsor-share"], ["payout", "paid"]])
      #expect(try await explain(database, ExplainBonus(rewardId: share.rewardId)) == told)
      #expect(try await explain(database, ExplainBonus(rewardId: bonus.rewardId, hireId: hire)) == told)
    }
  }

  @Test("W5: what is not there is not found; a reward of another hire neither")
  func notFound() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let granted = try await database.report([.hire(hire, by: member), .hire(by: member)]).events(RewardGranted.self)
      let other = try #require(granted.first { $0.hireId != hire })
      let questions = [
        ExplainBonus(rewardId: .make()), ExplainBonus(hireId: .make()),
        ExplainBonus(rewardId: other.rewardId, hireId: hire), ExplainBonus(hireId: hire),
      ]
      let outcome = try await database.handle(ExplainBonusHandler(), questions)
      #expect(outcome.problems == [.rewardNotFound, .hireNotFound, .rewardNotFound, nil])
      // Of several in a batch each gets its own.
      #expect(try outcome.decisions[3].get().rewards.map(\.hireId) == [hire])
      var validator = Validator()
      ExplainBonus().validate(&validator)
      #expect(validator.errors.map(\.field) == ["rewardId"])
    }
  }

  @Test("W3, W10: a held bonus says why: no option, a charity that was retired, one that nobody knows, none designated")
  func held() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      let members = (0..<4).map { _ in MemberID.make() }
      try await database.join(members[0])
      try await database.join(members[1], RewardPreference(option: .donate, charityId: charity))
      try await database.join(members[2], RewardPreference(option: .donate, charityId: .make()))
      _ = try await database.handle(UpdateCharityHandler(), [UpdateCharity(charityId: charity, active: false)])
      let hires = members.map { HireAttributed.hire(by: $0) } + [.hire(by: members[0], isOwnCompany: true)]
      try await database.report(hires)
      let reasons = [
        HeldBecause.optionOpen, .charityRetired, .partyUnknown, .profileUnknown, .noDesignatedCharity,
      ]
      for (hire, reason) in zip(hires, reasons) {
        let told = try await explain(database, ExplainBonus(hireId: hire.hireId))
        #expect(told.rewards.map(\.holdReason) == [reason] && told.rewards.map(\.state) == [.held])
        let listed = try await database.handle(ListHandler(RewardList()), [ListRewards(holdReason: reason)])
        #expect(try listed.decisions[0].get().items.map(\.hireId) == [hire.hireId])
        #expect(try listed.decisions[0].get().items.map(\.holdReason) == [reason])
      }
      let overview = try await database.handle(GetRewardsOverviewHandler(), [GetRewardsOverview()]).decisions[0].get()
      #expect(overview.held.map(\.count) == [1, 1, 1, 1, 1])
      #expect(Set(overview.held.map(\.reason)) == Set(reasons))
      #expect(overview.held.allSatisfy { $0.amountCents == 50_000 })
    }
  }

  @Test("W5, W6, W8: whatever happened, money in is money out, and each line of the books is told of its reward")
  func addsUp() async throws {
    let seed: UInt64 = 20_261_130
    var generator = SeededGenerator(seed: seed)
    let designated = CharityID.make()
    let stories = (UInt64(301)...450).map { RandomStory(seed: $0, designated: designated) }
    let orders = stories.map { $0.events.shuffledAndRepeated(using: &generator) }
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(designated, designated: true)
      var teller = StoryTeller(database: database, stories: stories, generator: generator)
      try await teller.join()
      for round in 0..<(orders.map(\.count).max() ?? 0) {
        try await teller.tell(orders.compactMap { $0.indices.contains(round) ? $0[round] : nil })
        try await teller.chooseAndPaySome()
        try await teller.failAndRetrySome()
        try await settleSome(of: teller.claims, database, using: &generator)
      }
      let rewards = try await database.query("select reward_id from rewards.rewards order by 1").decode(RewardID.self)
      let answers = try await database.handle(ExplainBonusHandler(), rewards.map { ExplainBonus(rewardId: $0) })
      var told: Set<TransactionID> = []
      var states: Set<String> = []
      for (reward, answer) in zip(rewards, answers.decisions) {
        let result = try answer.get()
        #expect(result.rewards.contains { $0.rewardId == reward }, "seed \(seed)")
        expectWhole(result)
        told.formUnion(result.transactions.map(\.transactionId))
        if !result.setOffs.isEmpty { states.insert("set off") }
        if result.setOffs.contains(where: { $0.writtenOffCents > 0 }) { states.insert("written off, set off") }
        if result.claims.contains(where: { $0.remaining > 0 }) { states.insert("claimed") }
        if result.claims.contains(where: { $0.repaid > 0 }) { states.insert("repaid") }
        if result.hires.count > 1 { states.insert("two hires") }
        if result.payouts.contains(where: { $0.retries != nil }) { states.insert("retried") }
      }
      #expect(states == ["set off", "written off, set off", "claimed", "repaid", "two hires", "retried"])
      let money = try await database.query(
        "select distinct transaction_id from rewards.ledger_entries where unit = 'eur-cents'"
      ).decode(TransactionID.self)
      #expect(Set(money).subtracting(told) == [], "seed \(seed)")
    }
  }

  /// Staff end a part of some claims; those that ended are refused.
  private func settleSome(
    of claims: [ClaimOpened], _ database: ServiceDatabase, using generator: inout SeededGenerator
  ) async throws {
    for claim in claims where claim.unit == .euroCents && Int.random(in: 0...7, using: &generator) == 0 {
      let manner: ClaimManner = Bool.random(using: &generator) ? .repaid : .writtenOff
      let cents = Bool.random(using: &generator) ? Cents(Int.random(in: 1...20_000, using: &generator)) : nil
      _ = try await database.settle(
        SettleClaim(claimId: claim.claimId, manner: manner, amountCents: cents, reason: "Gone"))
    }
  }

  /// What rewards, instructions and claims say is what the books say, account by account.
  private func expectWhole(_ result: ExplainBonus.Result) {
    var wanted: [String: Int] = [:]
    for reward in result.rewards where reward.state == .settled {
      wanted["expense", default: 0] += reward.parts.reduce(0) { $0 + $1.amountCents.rawValue }
    }
    for part in result.rewards.flatMap(\.parts) where [.planned, .requested, .failed].contains(part.state) {
      let account = "\(part.beneficiary.kind.rawValue):\(part.beneficiary.id):payable"
      wanted[account, default: 0] -= part.amountCents.rawValue - part.setOffCents.rawValue
    }
    for payout in result.payouts where payout.paidAt != nil {
      wanted["platform:cash", default: 0] -= payout.amountCents.rawValue
    }
    for claim in result.claims where claim.unit == .euroCents {
      #expect(claim.amount == claim.repaid + claim.writtenOff + claim.setOff + claim.remaining)
      wanted["platform:cash", default: 0] += claim.repaid
      wanted["platform:claims-written-off", default: 0] += claim.writtenOff - claim.writtenOffSetOff
      wanted["\(claim.holder.kind.rawValue):\(claim.holder.id):claim", default: 0] += claim.remaining
    }
    var books: [String: Int] = [:]
    for line in result.transactions.flatMap(\.entries) where line.unit == .euroCents {
      books[line.account.hasSuffix("-expense") ? "expense" : line.account, default: 0] += line.amount
    }
    #expect(books.filter { $0.value != 0 } == wanted.filter { $0.value != 0 })
  }

  @Test("W5: an explanation is read by indexes, however long the books are")
  func byIndex() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.pool.withConnection { connection in
        // Transactions without entries are none; here they only have to be there.
        try await connection.query("set session_replication_role = replica")
        try await connection.query(
          """
          insert into rewards.transactions (
            transaction_id, cause_id, message_id, recommendation_id, policy_version, recorded_at
          )
          select
            gen_random_uuid(), 'hire:' || gen_random_uuid() || ':bonus:1', gen_random_uuid(), gen_random_uuid(), 1,
            timestamptz '2020-01-01' + n * interval '1 minute'
          from generate_series(1, 30000) as n
          """)
        try await connection.query(
          """
          insert into rewards.rewards (
            reward_id, kind, hire_id, recommendation_id, member_id, amount_cents, policy_version, is_own_company,
            cause_id, granted_at, option, settled_at, transaction_id
          )
          select
            gen_random_uuid(), 'recommendation', gen_random_uuid(), recommendation_id, gen_random_uuid(), 50000, 1, false,
            cause_id, recorded_at, 'self', recorded_at, transaction_id
          from rewards.transactions
          """)
        try await connection.query(
          """
          insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
          select gen_random_uuid(), transaction_id, 'platform:cash', 'eur-cents', 1 from rewards.transactions
          """)
        try await connection.query("set session_replication_role = origin")
        for table in ["rewards", "transactions", "entries"] as [SQLIdentifier] {
          try await connection.query("analyze rewards.\(identifier: table)")
        }
      }
      let (reward, transaction, cause) = try #require(
        try await database.query("select reward_id, transaction_id, cause_id from rewards.rewards limit 1")
          .decode((RewardID, TransactionID, CauseID).self).first)
      let statements = ExplainBonusHandler.statements(about: reward, booked: transaction, causedBy: cause)
      for statement in statements {
        let plan = try await database.query("explain \(fragment: statement)").decode(String.self)
          .joined(separator: "\n")
        for table in ["rewards", "transactions", "entries"] {
          #expect(!plan.contains("Seq Scan on \(table)"), "\(plan)")
        }
      }
    }
  }
}
