import Messages
import PostgreSQLClient
import RewardsDomain
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Random stories, in the books")
struct RandomBooksTests {
  @Test("H1, W3, W5, W6, W8: in any order of hires, choices and payouts, the books are what is due less what is paid")
  func books() async throws {
    let seed: UInt64 = 20_261_124
    var generator = SeededGenerator(seed: seed)
    let stories = (1...400 as ClosedRange<UInt64>).map { RandomStory(seed: $0) }
    let orders = stories.map { $0.events.shuffledAndRepeated(using: &generator) }
    try await ServiceDatabase.with(RewardsService.definition) { database in
      var teller = StoryTeller(database: database, stories: stories, generator: generator)
      try await teller.join()
      for round in 0..<(orders.map(\.count).max() ?? 0) {
        try await teller.tell(orders.compactMap { $0.indices.contains(round) ? $0[round] : nil })
        try await teller.chooseAndPaySome()
      }
      try await teller.chooseAll()
      try await expectDue(of: stories, told: teller, database, seed)
    }
  }

  private func expectDue(
    of stories: [RandomStory], told teller: StoryTeller, _ database: ServiceDatabase, _ seed: UInt64
  ) async throws {
    let balances = try await database.balances()
    var expense = 0
    var payableLeft: [MemberID: Int] = [:]
    var claimed: [MemberID: Int] = [:]
    let owed = stories.reduce(into: [:]) { owed, story in
      owed.merge(story.owed(under: .standard, settling: Set(story.members))) { first, _ in first }
    }
    for debt in Set(owed.keys).union(teller.paid.keys) {
      let left = owed[debt, default: 0] - teller.paid[debt, default: 0]
      payableLeft[debt.member, default: 0] += max(0, left)
      claimed[debt.member, default: 0] += max(0, -left)
    }
    #expect(claimed.values.contains { $0 > 0 } && payableLeft.values.contains { $0 > 0 }, "seed \(seed)")
    for story in stories {
      let due = story.due(under: .standard, settling: Set(story.members))
      expense += due[.bonusExpense] ?? 0
      for member in story.members {
        let payable = balances["member:\(member):payable eur-cents", default: 0]
        #expect(payable == -payableLeft[member, default: 0], "seed \(seed)")
        #expect(payable == -teller.toPay[member, default: 0], "what finance is asked to pay; seed \(seed)")
        #expect(
          balances["member:\(member):claim eur-cents", default: 0] == claimed[member, default: 0], "seed \(seed)")
        #expect(balances["member:\(member):points points"] == due[.points(member)], "seed \(seed)")
      }
    }
    #expect(balances["platform:bonus-expense eur-cents"] == expense, "seed \(seed)")
    #expect(balances["platform:cash eur-cents"] == -teller.paid.values.reduce(0, +), "seed \(seed)")
    let posted = try await database.query(
      "select transaction_id, amount from rewards.ledger_entries where account like '%:claim' order by 1"
    ).decode((TransactionID, Int).self)
    let opened = teller.claims.map { ($0.claimId, $0.amount) }
    let setOff = teller.setOffs.map { ($0.setOffId, -$0.amount) }
    let told = (opened + setOff).sorted { $0.0 < $1.0 }
    #expect(!opened.isEmpty && !setOff.isEmpty, "seed \(seed)")
    #expect(posted.map(\.0) == told.map(\.0) && posted.map(\.1) == told.map(\.1), "seed \(seed)")
  }
}

/// Tells many stories at once, an event of each in a batch, while members choose and finance pays.
private struct StoryTeller {
  let database: ServiceDatabase
  let stories: [RandomStory]
  private let attributions: [HireID: Hire.Attribution]
  var generator: SeededGenerator
  /// What finance paid, by whom it was paid to and what for.
  private(set) var paid: [RandomStory.Debt: Int] = [:]
  /// What finance is asked to pay and did not yet.
  private(set) var toPay: [MemberID: Int] = [:]
  /// Claims that were told.
  private(set) var claims: [ClaimOpened] = []
  /// What of them was set off.
  private(set) var setOffs: [ClaimSetOff] = []
  private var held: [RewardID] = []
  private var payable: [PayoutRequested] = []
  private var requested: [PayoutID: PayoutRequested] = [:]
  private var origins: [RewardID: RewardOriginID] = [:]

  init(database: ServiceDatabase, stories: [RandomStory], generator: SeededGenerator) {
    self.database = database
    self.stories = stories
    attributions = stories.reduce(into: [:]) { $0.merge($1.attributions) { first, _ in first } }
    self.generator = generator
  }

  func join() async throws {
    let joinings = stories.flatMap { story in
      story.members.map { member -> MemberJoined in
        .joining(member, story.settling.contains(member) ? RewardPreference(option: .toMember) : nil)
      }
    }
    _ = try await database.handle(MemberJoinedHandler(), joinings)
  }

  /// Finance has no more to pay it.
  private mutating func settle(_ payout: PayoutID) {
    guard let payout = requested.removeValue(forKey: payout), let member = MemberID(payout.beneficiary.id) else {
      return
    }
    toPay[member, default: 0] -= payout.amountCents.rawValue
  }

  mutating func tell(_ events: [RandomStory.Event]) async throws {
    var reports: [HireAttributed] = []
    var withdrawals: [HireWithdrawn] = []
    var departures: [MemberLeft] = []
    for event in events {
      switch event {
      case .report(let hire, let day):
        guard let known = attributions[hire] else { continue }
        reports.append(
          .hire(
            hire, of: known.recommendationID, by: known.memberID, sponsor: known.sponsorID, cents: known.amount,
            isOwnCompany: known.isOwnCompany, day: day))
      case .withdraw(let hire, let day): withdrawals.append(.withdrawal(of: hire, day: day))
      case .leave(let member, let day): departures.append(MemberLeft(memberId: member, leftAt: .day(day)))
      }
    }
    if !reports.isEmpty { try note(await database.report(reports)) }
    if !withdrawals.isEmpty { try note(await database.withdraw(withdrawals)) }
    if !departures.isEmpty { try note(await database.leave(departures)) }
  }

  /// A third of what is held is chosen for, a third of what is to be paid is paid, maybe cancelled meanwhile.
  mutating func chooseAndPaySome() async throws {
    held.shuffle(using: &generator)
    payable.shuffle(using: &generator)
    try await choose(held.count / 3)
    let payouts = payable.prefix(payable.count / 3)
    payable.removeFirst(payouts.count)
    guard !payouts.isEmpty else { return }
    // Finance says so twice.
    try note(await database.confirm((payouts + payouts).map(\.payoutId)))
    for payout in payouts {
      guard let member = MemberID(payout.beneficiary.id), let origin = origins[payout.rewardId] else { continue }
      paid[RandomStory.Debt(member: member, origin: origin), default: 0] += payout.amountCents.rawValue
      settle(payout.payoutId)
    }
  }

  mutating func chooseAll() async throws { try await choose(held.count) }

  private mutating func choose(_ count: Int) async throws {
    guard count > 0 else { return }
    let choices = held.prefix(count).map { ChooseOption(rewardId: $0, option: .toMember) }
    held.removeFirst(count)
    try note(await database.handle(ChooseOptionHandler(), choices))
  }

  private mutating func note<Decision: Sendable>(_ outcome: ServiceDatabase.Outcome<Decision>) throws {
    held += try outcome.events(RewardGranted.self).filter { $0.state == .held }.map(\.rewardId)
    for granted in try outcome.events(RewardGranted.self) {
      guard let hire = attributions[granted.hireId] else { continue }
      origins[granted.rewardId] =
        granted.kind == .sponsorship
        ? RewardOriginID(sponsored: hire.memberID) : RewardOriginID(hire.recommendationID)
    }
    for payout in try outcome.events(PayoutRequested.self) {
      // Half of it is still to be paid in the end.
      if Bool.random(using: &generator) { payable.append(payout) }
      requested[payout.payoutId] = payout
      if let member = MemberID(payout.beneficiary.id) { toPay[member, default: 0] += payout.amountCents.rawValue }
    }
    // One that is cancelled may be paid all the same.
    for cancelled in try outcome.events(PayoutCancelled.self) { settle(cancelled.payoutId) }
    setOffs += try outcome.events(ClaimSetOff.self)
    claims += try outcome.events(ClaimOpened.self)
  }
}
