import Messages
import PostgreSQLClient
import RewardsDomain
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Random stories, in the books")
struct RandomBooksTests {
  @Test("H1, W3, W5, W6, W8: stories with choices and payouts, in any order, end in what is due; claims are told once")
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
    for story in stories {
      let due = story.due(under: .standard, settling: Set(story.members))
      expense += due[.bonusExpense] ?? 0
      for member in story.members {
        let payable = balances["member:\(member):payable eur-cents"] ?? 0
        let claim = balances["member:\(member):claim eur-cents"] ?? 0
        let paid = teller.paid[member] ?? 0
        #expect(payable + claim == paid + (due[.payable(.member(member))] ?? 0), "seed \(seed)")
        #expect(payable <= 0 && claim >= 0, "seed \(seed)")
        #expect(balances["member:\(member):points points"] == due[.points(member)], "seed \(seed)")
      }
    }
    #expect(balances["platform:bonus-expense eur-cents"] == expense, "seed \(seed)")
    #expect(balances["platform:cash eur-cents"] == -teller.paid.values.reduce(0, +), "seed \(seed)")
    let posted = try await database.query(
      "select transaction_id, amount from rewards.ledger_entries where account like '%:claim' order by 1"
    ).decode((TransactionID, Int).self)
    let told = teller.claims.sorted { $0.claimId < $1.claimId }
    #expect(!told.isEmpty && posted.map(\.0) == told.map(\.claimId), "seed \(seed)")
    #expect(posted.map(\.1) == told.map(\.amount), "seed \(seed)")
  }
}

/// Tells many stories at once, an event of each in a batch, while members choose and finance pays.
private struct StoryTeller {
  let database: ServiceDatabase
  let stories: [RandomStory]
  var generator: SeededGenerator
  /// What finance paid, by whom it was paid to.
  private(set) var paid: [MemberID: Int] = [:]
  /// Claims that were told.
  private(set) var claims: [ClaimOpened] = []
  private var held: [RewardID] = []
  private var payable: [PayoutRequested] = []

  init(database: ServiceDatabase, stories: [RandomStory], generator: SeededGenerator) {
    self.database = database
    self.stories = stories
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

  mutating func tell(_ events: [RandomStory.Event]) async throws {
    let attributions = stories.reduce(into: [:]) { $0.merge($1.attributions) { first, _ in first } }
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
      guard let member = MemberID(payout.beneficiary.id) else { continue }
      paid[member, default: 0] += payout.amountCents.rawValue
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
    payable += try outcome.events(PayoutRequested.self)
    claims += try outcome.events(ClaimOpened.self)
  }
}
