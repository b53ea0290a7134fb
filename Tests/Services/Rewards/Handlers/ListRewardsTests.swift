import Messages
import Paging
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Rewards in pages")
struct ListRewardsTests {
  private let member = MemberID.make()
  private let undecided = MemberID.make()
  private let sponsor = MemberID.make()
  private let charity = CharityID.make()

  /// All pages of a question, newest first, and how many there were.
  private func pages(
    _ database: ServiceDatabase, _ question: ListRewards
  ) async throws -> (rewards: [ListedReward], count: Int) {
    var question = question
    question.pageSize = 2
    var (rewards, count): ([ListedReward], Int) = ([], 0)
    repeat {
      let answer = try await database.handle(ListHandler(RewardList()), [question])
      let page = try #require(try answer.decisions.first?.get())
      #expect(page.items.count <= 2)
      rewards += page.items
      count += 1
      question.pageToken = page.nextPageToken
    } while question.pageToken != nil
    return (rewards, count)
  }

  /// Bonuses and shares of each state, each granted an hour after the one before; the newest first.
  private func fill(_ database: ServiceDatabase) async throws -> [ListedReward] {
    try await database.register(charity)
    try await database.join(member, RewardPreference(option: .donate, charityId: charity))
    try await database.join(undecided)
    var withdrawn: [HireID] = []
    for hour in 0..<9 {
      let isHeld = hour % 3 == 1
      let hire = HireAttributed.hire(
        by: isHeld ? undecided : member, sponsor: hour == 0 || hour == 1 ? sponsor : nil, revision: 1)
      _ = try await database.handle(
        HireAttributedHandler(), [hire], at: Timestamp.day(12).adding(seconds: Double(hour) * 3600))
      if hour % 4 == 3 { withdrawn.append(hire.hireId) }
    }
    for hire in withdrawn { try await database.withdraw([HireWithdrawn(hireId: hire, revision: 2)]) }
    return try await pages(database, ListRewards()).rewards
  }

  @Test("A1: rewards are listed newest first, page by page, by each filter and by any of them together")
  func filters() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let all = try await fill(database)
      #expect(all.count == 11)
      let order = all.map { ($0.grantedAt ?? .day(0), $0.rewardId) }
      #expect(zip(order, order.dropFirst()).allSatisfy { $0 > $1 })
      #expect(Set(all.map(\.state)) == [.held, .settled, .reversed])
      var answered = 0
      for who in [nil, member, undecided, sponsor] {
        for state in [nil] + ListedRewardState.allCases.map(Optional.some) {
          for kind in [nil, RewardKind.recommendation, .sponsorship] {
            let wanted = all.filter {
              (who == nil || $0.memberId == who) && (state == nil || $0.state == state)
                && (kind == nil || $0.kind == kind)
            }
            let found = try await pages(database, ListRewards(memberId: who, state: state, kind: kind))
            #expect(found.rewards == wanted, "\(String(describing: state)) \(String(describing: kind))")
            #expect(found.count == max(1, (wanted.count + 1) / 2))
            if found.count > 1 { answered += 1 }
          }
        }
      }
      #expect(answered > 5)
    }
  }

  @Test("A1, W9: where is my bonus? The list says to whom it goes, and what became of each part of it")
  func whereIsMyBonus() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member)
      let hire = HireAttributed.hire(by: member, revision: 1)
      let held = try #require(try await database.report([hire]).events(RewardGranted.self).first)
      func bonus() async throws -> ListedReward {
        let found = try await pages(database, ListRewards(memberId: member)).rewards
        #expect(found.count == 1)
        return try #require(found.first)
      }
      let waiting = try await bonus()
      #expect(waiting.state == .held && waiting.option == nil && waiting.instalments.isEmpty)
      let choice = ChooseOption(rewardId: held.rewardId, option: .split, charityId: charity)
      let payouts = try await database.choose(choice).events(PayoutRequested.self)
      let settled = try await bonus()
      #expect(settled.rewardId == held.rewardId && settled.hireId == hire.hireId)
      #expect(settled.state == .settled && settled.option == .split && settled.charityName == "Les amis")
      #expect(settled.instalments.map(\.amountCents) == [25_000, 25_000])
      #expect(settled.instalments.map(\.state) == [.requested, .requested])
      try await database.confirm(payouts.map(\.payoutId))
      #expect(try await bonus().instalments.map(\.state) == [.paid, .paid])
      try await database.withdraw([HireWithdrawn(hireId: hire.hireId, revision: 2)])
      let reversed = try await bonus()
      #expect(reversed.state == .reversed && reversed.instalments.map(\.state) == [.reversed, .reversed])
    }
  }

  @Test("A1: credits have no payments, and a token that was not given out is refused")
  func credits() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let company = CompanyID.make()
      try await database.register([company])
      try await database.join(member, RewardPreference(option: .listingCredits, companyId: company))
      try await database.report([.hire(by: member)])
      let found = try await pages(database, ListRewards()).rewards
      #expect(found.map(\.option) == [.listingCredits] && found.map(\.instalments) == [[]])
      let refused = try await database.handle(ListHandler(RewardList()), [ListRewards(pageToken: "none")])
      #expect(refused.problems == [.invalidMessage])
    }
  }

  @Test("A1: a page costs what it holds: by an index, without a sort, however few are held or taken back")
  func plans() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await database.query(
        """
        insert into rewards.rewards (
          reward_id, kind, hire_id, recommendation_id, member_id, amount_cents, policy_version, is_own_company, cause_id,
          granted_at, hold_reason, option, settled_at, reversed_at
        )
        select
          gen_random_uuid(), case when n % 9 = 0 then 'sponsorship' else 'recommendation' end, gen_random_uuid(),
          gen_random_uuid(), md5('member ' || n % 40)::uuid, 50000, 1, false, 'cause ' || n,
          timestamptz '2026-01-01' + n * interval '1 minute', case when n % 997 = 1 then 'option-open' end,
          case when n % 997 <> 1 then 'self' end,
          case when n % 997 <> 1 then timestamptz '2026-01-01' + n * interval '1 minute' end,
          case when n % 499 = 3 then timestamptz '2027-01-01' end
        from generate_series(1, 40000) as n
        """)
      _ = try await database.query("analyze rewards.rewards")
      let conditions: [Statement] = [
        "true", "r.member_id = md5('member 7')::uuid", "r.hold_reason is not null and r.reversed_at is null",
        "r.hold_reason is null and r.reversed_at is null", "r.reversed_at is not null", "r.kind = 'sponsorship'",
        "r.kind = 'recommendation'", "r.hold_reason is null and r.reversed_at is null and r.kind = 'sponsorship'",
        "r.member_id = md5('member 7')::uuid and r.hold_reason is null and r.reversed_at is null",
        "r.reversed_at is not null and r.kind = 'sponsorship'",
      ]
      for condition in conditions {
        for behind in ["true", "(r.granted_at, r.reward_id) < (timestamptz '2026-01-20', md5('a reward')::uuid)"]
          as [Statement]
        {
          let plan = try await database.query(
            """
            explain select \(fragment: RewardList.columns)
            from \(fragment: RewardList.source)
            where \(fragment: condition) and \(fragment: behind)
            order by \(fragment: RewardList.instant) desc, \(fragment: RewardList.id) desc
            limit 51
            """
          ).decode(String.self)
          let lines = plan.joined(separator: "\n")
          // What a reward's parts are sorted by stands in plans of their own below.
          let ofList = plan.prefix { !$0.contains("SubPlan") }.joined(separator: "\n")
          #expect(!lines.contains("Seq Scan on rewards"), "\(lines)")
          #expect(!ofList.contains("Sort"), "\(lines)")
        }
      }
    }
  }
}
