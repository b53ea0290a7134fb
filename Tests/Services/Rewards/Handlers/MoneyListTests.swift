import FoundationEssentials
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Lists of payouts, claims and charities")
struct MoneyListTests {
  /// All pages of a list, of a size.
  private func pages<List: PagedList>(
    _ database: ServiceDatabase, _ list: List, size: Int, _ question: (Int, String?) -> List.Question
  ) async throws -> [List.Question.Item] {
    var found: [List.Question.Item] = []
    var token: String?
    while true {
      let page = try await database.handle(ListHandler(list), [question(size, token)]).decisions[0].get()
      #expect(page.items.count <= size)
      found += page.items
      token = page.nextPageToken
      if token == nil { return found }
    }
  }

  @Test("A1, W6: payouts are listed by state, by kind and by beneficiary, page by page, the newest first")
  func payouts() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let charity = CharityID.make()
      try await database.register(charity)
      let members = (0..<3).map { _ in MemberID.make() }
      for member in members { try await database.join(member, RewardPreference(option: .split, charityId: charity)) }
      var hires: [HireAttributed] = []
      var asked: [PayoutRequested] = []
      for round in 0..<12 {
        let hire = HireAttributed.hire(by: members[round % 3])
        hires.append(hire)
        let at = Timestamp.day(20).adding(seconds: Double(round))
        asked += try await database.handle(HireAttributedHandler(), [hire], at: at).events(PayoutRequested.self)
      }
      try await database.confirm(asked[0..<8].map(\.payoutId))
      try await database.fail(asked[8..<12].map(\.payoutId) + [asked[0].payoutId])
      try await database.withdraw([.withdrawal(of: hires[6].hireId, day: 28)])
      var states: [PayoutID: PayoutState] = [:]
      for (index, payout) in asked.enumerated() {
        let state: PayoutState =
          switch index {
          case 0..<8: .paid
          case 8..<12: .failed
          case 12, 13: .cancelled
          default: .requested
          }
        states[payout.payoutId] = state
      }
      for state in [nil] + PayoutState.allCases.map(Optional.some) {
        for (kind, id) in [
          (nil, nil), (.member, nil), (.charity, nil), (nil, members[0].description), (.charity, charity.description),
          (.charity, members[0].description), (nil, "nobody"),
        ] as [(BeneficiaryKind?, String?)] {
          let wanted = asked.filter { payout in
            (state == nil || states[payout.payoutId] == state) && (kind == nil || payout.beneficiary.kind == kind)
              && (id == nil || payout.beneficiary.id == id)
          }
          let found = try await pages(database, PayoutList(), size: 5) {
            ListPayouts(state: state, beneficiaryKind: kind, beneficiaryId: id, pageSize: $0, pageToken: $1)
          }
          let label = "\(String(describing: state)) \(String(describing: kind)) \(id ?? "")"
          #expect(Set(found.map(\.payoutId)) == Set(wanted.map(\.payoutId)), "\(label)")
          #expect(found.count == wanted.count, "\(label)")
          #expect(found.map(\.requestedAt) == found.map(\.requestedAt).sorted(by: >), "\(label)")
          #expect(found.allSatisfy { $0.state == states[$0.payoutId] }, "\(label)")
        }
      }
    }
  }

  @Test("A1, W6: claims are listed whether they are open, page by page, opened last first")
  func claims() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let member = MemberID.make()
      try await database.join(member, RewardPreference(option: .toMember))
      var opened: [ClaimOpened] = []
      for round in 0..<9 {
        let hire = HireAttributed.hire(by: member)
        let payouts = try await database.report([hire]).events(PayoutRequested.self)
        try await database.confirm(payouts.map(\.payoutId))
        let at = Timestamp.now.adding(seconds: Double(round))
        opened += try await database.handle(
          HireWithdrawnHandler(), [.withdrawal(of: hire.hireId, day: 20)], at: at
        ).events(ClaimOpened.self)
      }
      for claim in opened.prefix(4) {
        try await database.settle(SettleClaim(claimId: claim.claimId, manner: .writtenOff, reason: "Gone"))
      }
      for (open, wanted) in [
        (nil, opened[...]), (true, opened.dropFirst(4)), (false, opened.prefix(4)),
      ] as [(Bool?, ArraySlice<ClaimOpened>)] {
        let found = try await pages(database, ClaimList(), size: 2) {
          ListClaims(open: open, pageSize: $0, pageToken: $1)
        }
        #expect(found.map(\.claimId) == wanted.reversed().map(\.claimId))
        #expect(found.allSatisfy { $0.amount == 50_000 && $0.holder.id == member.description })
      }
    }
  }

  @Test("A1, W10: charities are listed whether they are active, page by page, registered last first")
  func charities() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let ids = (0..<11).map { _ in CharityID.make() }
      for (minute, id) in ids.enumerated() {
        _ = try await database.handle(
          RegisterCharityHandler(), [RegisterCharity(charityId: id, name: "Les amis \(minute)")],
          at: .day(10).adding(seconds: Double(minute)))
      }
      _ = try await database.handle(
        UpdateCharityHandler(), ids.prefix(5).map { UpdateCharity(charityId: $0, active: false) })
      for (active, wanted) in [(nil, ids[...]), (true, ids.dropFirst(5)), (false, ids.prefix(5))]
        as [(Bool?, ArraySlice<CharityID>)]
      {
        let found = try await pages(database, CharityList(), size: 3) {
          ListCharities(active: active, pageSize: $0, pageToken: $1)
        }
        #expect(found.map(\.charityId) == wanted.reversed())
      }
    }
  }

  @Test("W6: a year's sum is what was paid in it, by the day of the payment, to the member alone")
  func paidInAYear() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (member, charity) = (MemberID.make(), CharityID.make())
      try await database.register(charity)
      try await database.join(member, RewardPreference(option: .split, charityId: charity))
      // Owed in January; the last hour of 2025 in UTC is one of 2026 in Paris.
      let dates = ["2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z", "2026-06-01T00:00:00Z"]
      for date in dates {
        let payouts = try await database.report([.hire(by: member)]).events(PayoutRequested.self)
        let paidAt = try #require(Timestamp(date))
        _ = try await database.handle(
          PayoutConfirmedHandler(),
          payouts.map { PayoutConfirmed(payoutId: $0.payoutId, paidAt: paidAt, reference: "VIR") })
      }
      let questions = [2024, 2025, 2026, nil].map { GetStatement(memberId: member, year: $0) }
      let answers = try await database.handle(GetStatementHandler(), questions).decisions.map { try $0.get() }
      #expect(answers.map(\.paidCents) == [0, 25_000, 50_000, nil])
    }
  }

  // MARK: By index

  /// Payouts, claims and charities as many years leave them: nearly all paid and settled.
  private func fill(_ database: ServiceDatabase) async throws {
    for statement: Statement in [
      """
      insert into rewards.rewards (
        reward_id, kind, hire_id, recommendation_id, member_id, amount_cents, policy_version, is_own_company, cause_id,
        granted_at, option, settled_at
      )
      select
        md5('reward ' || n)::uuid, 'recommendation', gen_random_uuid(), gen_random_uuid(), md5('member ' || n / 4)::uuid,
        50000, 1, false, 'cause ' || n, timestamptz '2020-01-01' + n * interval '1 minute', 'self',
        timestamptz '2020-01-01' + n * interval '1 minute'
      from generate_series(1, 40000) as n
      """,
      """
      insert into rewards.payouts (
        payout_id, reward_id, origin_id, beneficiary_kind, beneficiary_id, amount_cents, requested_at, paid_at, reference,
        cancelled_at, failed_at, failure_reason
      )
      select
        gen_random_uuid(), reward_id, recommendation_id,
        case when n % 11 = 0 then 'charity' else 'member' end,
        case when n % 11 = 0 then md5('charity ' || n % 20)::uuid else member_id end, 50000, granted_at,
        case when n % 997 > 3 then granted_at end, case when n % 997 > 3 then 'VIR' end,
        case when n % 997 = 1 then granted_at end, case when n % 997 = 2 then granted_at end,
        case when n % 997 = 2 then 'closed' end
      from (select rewards.*, row_number() over (order by granted_at) as n from rewards.rewards) as rewards
      """,
      """
      insert into rewards.transactions (transaction_id, cause_id, message_id, policy_version, recorded_at)
      select md5('claim ' || n)::uuid, 'claim ' || n, gen_random_uuid(), 1, timestamptz '2020-01-01' + n * interval '1 hour'
      from generate_series(1, 20000) as n
      """,
      """
      insert into rewards.claims (
        claim_id, holder_kind, holder_id, unit, amount, repaid, opened_at, payout_id, policy_version
      )
      select
        transaction_id, 'member', gen_random_uuid(), 'eur-cents', 50000, case when n % 997 = 0 then 0 else 50000 end,
        recorded_at, gen_random_uuid(), 1
      from (select transactions.*, row_number() over (order by recorded_at) as n from rewards.transactions) as transactions
      """,
      """
      insert into rewards.charities (charity_id, name, registered_at, is_active, told_revision)
      select gen_random_uuid(), 'Une association ' || n, timestamptz '2020-01-01' + n * interval '1 hour', n % 997 > 0, 1
      from generate_series(1, 20000) as n
      """,
    ] {
      try await database.pool.withConnection { connection in
        // Transactions without entries are none; here they only have to be there.
        try await connection.query("set session_replication_role = replica")
        try await connection.query(statement)
        try await connection.query("set session_replication_role = origin")
      }
    }
    for table in ["rewards", "payouts", "claims", "charities"] as [SQLIdentifier] {
      _ = try await database.query("analyze rewards.\(identifier: table)")
    }
  }

  @Test("A1: a page of any of the lists is read by index, neither sorted whole nor from a scan of all")
  func byIndex() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await fill(database)
      for state in [nil] + PayoutState.allCases.map(Optional.some) {
        for kind in [nil, BeneficiaryKind.charity] {
          let question = ListPayouts(state: state, beneficiaryKind: kind, pageSize: 20)
          try await expectAPage(ListHandler(PayoutList()), question, on: database)
        }
        let member = try await database.query(
          "select beneficiary_id::text from rewards.payouts where beneficiary_kind = 'member' limit 1"
        ).decode(String.self).first
        // The few of one member may be sorted.
        try await expectAPage(
          ListHandler(PayoutList()), ListPayouts(state: state, beneficiaryId: member, pageSize: 20), isFew: true,
          on: database)
      }
      for flag in [nil, true, false] {
        try await expectAPage(ListHandler(ClaimList()), ListClaims(open: flag, pageSize: 20), on: database)
        try await expectAPage(ListHandler(CharityList()), ListCharities(active: flag, pageSize: 20), on: database)
      }
    }
  }

  /// That the plan of a question goes along an index, and neither scans nor sorts what is long.
  private func expectAPage<List: PagedList>(
    _ handler: ListHandler<List>, _ question: List.Question, isFew: Bool = false, on database: ServiceDatabase
  ) async throws {
    for statement in handler.statements(database.incoming([question], at: .now)) {
      let plan = try await database.query("explain \(fragment: statement)").decode(String.self).joined(separator: "\n")
      for table in ["payouts", "claims", "charities"] {
        #expect(!plan.contains("Seq Scan on \(table)"), "\(question): \(plan)")
      }
      guard !isFew else { continue }
      for key in ["p.", "c."] { #expect(!plan.contains("Sort Key: \(key)"), "\(question): \(plan)") }
    }
  }

  @Test("W9: what is due, next and in a month, is found by an index, however much was paid")
  func dueByIndex() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await fill(database)
      _ = try await database.query(
        """
        insert into rewards.instalments (
          reward_id, position, beneficiary_kind, beneficiary_id, part, due_on, amount_cents, payout_id
        )
        select
          payouts.reward_id, 1, beneficiary_kind, beneficiary_id, 1, requested_at::date, amount_cents,
          case when row_number() over (order by requested_at) % 997 > 0 then payout_id end
        from rewards.payouts
        """)
      _ = try await database.query("analyze rewards.instalments")
      let day = try #require(CalendarDay("2020-01-20"))
      let now = try #require(Timestamp("2020-01-20T12:00:00Z"))
      for (statement, index) in [
        (InstalmentStatements.lockDue(at: now, limit: 200), "instalments_waiting_idx"),
        (InstalmentStatements.nextDue(after: now), "instalments_waiting_idx"),
        (OverviewStatements.selectDays([GetRewardsOverview(from: day, days: 31)]), "instalments_due_idx"),
      ] {
        let lines = try await database.query("explain \(fragment: statement)").decode(String.self)
        let plan = lines.joined(separator: "\n")
        #expect(plan.contains(index), "\(plan)")
        for table in ["instalments", "payouts", "rewards"] {
          #expect(!plan.contains("Seq Scan on \(table)"), "\(plan)")
        }
        #expect(!plan.contains("Sort Key: instalments.due_on"), "\(plan)")
      }
    }
  }
}
