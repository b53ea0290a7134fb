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
  private static let stories: ClosedRange<UInt64> = 1...200

  @Test(
    "H1, H4, R6, Q5, M5, W3, W6, W8: hires, corrections, choices and payouts in any order: books are what is due less what is paid"
  )
  func books() async throws {
    let seed: UInt64 = 20_261_129
    var generator = SeededGenerator(seed: seed)
    let designated = CharityID.make()
    let stories = Self.stories.map { RandomStory(seed: $0, designated: designated) }
    let orders = stories.map { $0.events.shuffledAndRepeated(using: &generator) }
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(designated, designated: true)
      var teller = StoryTeller(database: database, stories: stories, generator: generator)
      try await teller.join()
      for round in 0..<(orders.map(\.count).max() ?? 0) {
        try await teller.tell(orders.compactMap { $0.indices.contains(round) ? $0[round] : nil })
        try await teller.chooseAndPaySome()
        try await teller.failAndRetrySome()
      }
      try await teller.chooseAll()
      try await expectDue(of: stories, told: teller, database, seed)
    }
  }

  private func expectDue(
    of stories: [RandomStory], told teller: StoryTeller, _ database: ServiceDatabase, _ seed: UInt64
  ) async throws {
    var wanted: [String: Int] = [:]
    var left: [Holder: Int] = [:]
    for story in stories {
      for (account, amount) in story.due(under: .standard, settling: Set(story.members)) {
        wanted["\(account.rawValue) \(Self.unit(of: account))", default: 0] += amount
      }
    }
    let owed = stories.reduce(into: [:]) { owed, story in
      owed.merge(story.owed(under: .standard, settling: Set(story.members))) { first, _ in first }
    }
    for (debt, cents) in owed { left[debt.holder, default: 0] += cents }
    for (debt, paid) in teller.paid {
      let settled = min(paid, owed[debt, default: 0])
      left[debt.holder, default: 0] -= settled
      wanted["\(Account.payable(debt.holder).rawValue) eur-cents", default: 0] += settled
      wanted["\(Account.claim(debt.holder).rawValue) eur-cents", default: 0] += paid - settled
      wanted["platform:cash eur-cents", default: 0] -= paid
    }
    wanted = wanted.filter { $0.value != 0 }
    #expect(wanted.keys.contains { $0.hasSuffix(":claim eur-cents") }, "seed \(seed)")
    #expect(left.values.contains { $0 > 0 }, "seed \(seed)")
    let balances = try await database.balances()
    for account in Set(wanted.keys).union(balances.keys).sorted() {
      #expect(balances[account] == wanted[account], "\(account), seed \(seed)")
    }
    for (holder, cents) in left {
      #expect(teller.toPay[holder, default: 0] == cents, "what finance is asked to pay; seed \(seed)")
    }
    try await expectClaimsTold(by: teller, database, seed)
  }

  private func expectClaimsTold(
    by teller: StoryTeller, _ database: ServiceDatabase, _ seed: UInt64
  ) async throws {
    let posted = try await database.query(
      "select transaction_id, amount from rewards.ledger_entries where account like '%:claim' order by 1"
    ).decode((TransactionID, Int).self)
    let opened = teller.claims.map { ($0.claimId, $0.amount) }
    let setOff = teller.setOffs.map { ($0.setOffId, -$0.amount) }
    let told = (opened + setOff).sorted { $0.0 < $1.0 }
    #expect(!opened.isEmpty && !setOff.isEmpty, "seed \(seed)")
    #expect(posted.map(\.0) == told.map(\.0) && posted.map(\.1) == told.map(\.1), "seed \(seed)")
  }

  private static func unit(of account: Account) -> String {
    switch account.rawValue.split(separator: ":").last {
    case "points", "points-issued": "points"
    case "listing-credits", "listing-credits-issued": "listing-credits"
    default: "eur-cents"
    }
  }
}

/// Tells many stories at once, an event of each in a batch, while members choose and finance pays.
struct StoryTeller {
  let database: ServiceDatabase
  let stories: [RandomStory]
  private let storyOf: [MemberID: RandomStory]
  private let recommendations: [RecommendationID: Hire.Attribution]
  var generator: SeededGenerator
  /// What finance paid, by whom it was paid to and what for.
  private(set) var paid: [RandomStory.Debt: Int] = [:]
  /// What finance is asked to pay and did not yet.
  private(set) var toPay: [Holder: Int] = [:]
  /// Claims that were told.
  private(set) var claims: [ClaimOpened] = []
  /// What of them was set off.
  private(set) var setOffs: [ClaimSetOff] = []
  private var held: [RewardGranted] = []
  private var payable: [PayoutRequested] = []
  private var requested: [PayoutID: PayoutRequested] = [:]
  private var origins: [RewardID: RewardOriginID] = [:]

  init(database: ServiceDatabase, stories: [RandomStory], generator: SeededGenerator) {
    self.database = database
    self.stories = stories
    self.generator = generator
    storyOf = Dictionary(uniqueKeysWithValues: stories.flatMap { story in story.members.map { ($0, story) } })
    recommendations = stories.reduce(into: [:]) { known, story in
      known.merge(story.recommendations) { first, _ in first }
    }
  }

  func join() async throws {
    try await database.register(stories.map(\.company))
    for story in stories { try await database.register(story.charity) }
    let joinings = stories.flatMap { story in
      story.members.map { member -> MemberJoined in
        .joining(
          member, story.settling.contains(member) ? story.preferences[member] : nil, person: story.persons[member])
      }
    }
    _ = try await database.handle(MemberJoinedHandler(), joinings)
  }

  /// Finance has no more to pay it.
  private mutating func settle(_ payout: PayoutID) {
    guard let payout = requested.removeValue(forKey: payout), let holder = Holder(payout.beneficiary) else { return }
    toPay[holder, default: 0] -= payout.amountCents.rawValue
  }

  mutating func tell(_ events: [RandomStory.Event]) async throws {
    var reports: [HireAttributed] = []
    var withdrawals: [HireWithdrawn] = []
    var detached: [HireDetached] = []
    var conflicts: [ConflictOfInterestChanged] = []
    var qualified: [CandidateQualified] = []
    var rejected: [CandidateRejected] = []
    var departures: [MemberLeft] = []
    for event in events {
      switch event {
      case .report(let hire, let report): reports.append(HireAttributed(hire, report))
      case .withdraw(let hire, let day, let revision):
        withdrawals.append(HireWithdrawn(hireId: hire, withdrawnAt: .day(day), revision: revision))
      case .detach(let hire, let revision):
        // What it belonged to is told, and nothing here goes by it.
        detached.append(
          HireDetached(hireId: hire, revision: revision, recommendationId: .make(), memberId: .make()))
      case .conflict(let recommendation, let conflict):
        guard let known = recommendations[recommendation] else { continue }
        conflicts.append(.change(of: recommendation, by: known.memberID, conflict.isOwnCompany, conflict.revision))
      case .decide(let recommendation, true, let revision):
        guard let known = recommendations[recommendation] else { continue }
        qualified.append(
          CandidateQualified(
            recommendationId: recommendation, memberId: known.memberID, offerId: .make(), revision: revision))
      case .decide(let recommendation, false, let revision):
        guard let known = recommendations[recommendation] else { continue }
        rejected.append(
          CandidateRejected(
            recommendationId: recommendation, memberId: known.memberID, offerId: .make(), revision: revision))
      case .leave(let member, let day): departures.append(MemberLeft(memberId: member, leftAt: .day(day)))
      }
    }
    if !reports.isEmpty { try note(await database.report(reports)) }
    if !withdrawals.isEmpty { try note(await database.withdraw(withdrawals)) }
    if !detached.isEmpty { try note(await database.detach(detached)) }
    if !conflicts.isEmpty { try note(await database.change(conflicts)) }
    if !qualified.isEmpty { try note(await database.handle(CandidateQualifiedHandler(), qualified)) }
    if !rejected.isEmpty { try note(await database.handle(CandidateRejectedHandler(), rejected)) }
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
      guard let holder = Holder(payout.beneficiary), let origin = origins[payout.rewardId] else { continue }
      paid[RandomStory.Debt(holder: holder, origin: origin), default: 0] += payout.amountCents.rawValue
      settle(payout.payoutId)
    }
  }

  /// Of what is still to be paid a little fails, and for half of that finance is asked again.
  ///
  /// The failed may be paid all the same.
  mutating func failAndRetrySome() async throws {
    let failing = requested.keys.sorted().filter { _ in Int.random(in: 0...19, using: &generator) == 0 }
    guard !failing.isEmpty else { return }
    try note(
      await database.handle(
        PayoutFailureReportedHandler(),
        failing.map { PayoutFailureReported(payoutId: $0, failedAt: .day(15), reason: "IBAN") }))
    let again = failing.filter { _ in Bool.random(using: &generator) }.map { RetryPayout(payoutId: $0) }
    guard !again.isEmpty else { return }
    try note(await database.handle(RetryPayoutHandler(), again))
  }

  mutating func chooseAll() async throws { try await choose(held.count) }

  private mutating func choose(_ count: Int) async throws {
    guard count > 0 else { return }
    let choices = held.prefix(count).compactMap { granted in
      storyOf[granted.memberId]?.preferences[granted.memberId].map {
        ChooseOption(rewardId: granted.rewardId, option: $0.option, charityId: $0.charityId, companyId: $0.companyId)
      }
    }
    held.removeFirst(count)
    try note(await database.handle(ChooseOptionHandler(), choices))
  }

  private mutating func note<Decision: Sendable>(_ outcome: ServiceDatabase.Outcome<Decision>) throws {
    for granted in try outcome.events(RewardGranted.self) {
      if granted.state == .held { held.append(granted) }
      guard let id = granted.recommendationId, let known = recommendations[id] else { continue }
      let person = storyOf[known.memberID]?.person(of: known.memberID) ?? known.memberID
      origins[granted.rewardId] = granted.kind == .sponsorship ? RewardOriginID(sponsored: person) : RewardOriginID(id)
    }
    for payout in try outcome.events(PayoutRequested.self) {
      // What failed is replaced by it.
      if let failed = payout.retries { settle(failed) }
      // Half of it is still to be paid in the end.
      if Bool.random(using: &generator) { payable.append(payout) }
      requested[payout.payoutId] = payout
      if let holder = Holder(payout.beneficiary) { toPay[holder, default: 0] += payout.amountCents.rawValue }
    }
    // One that is cancelled may be paid all the same.
    for cancelled in try outcome.events(PayoutCancelled.self) { settle(cancelled.payoutId) }
    setOffs += try outcome.events(ClaimSetOff.self)
    claims += try outcome.events(ClaimOpened.self)
  }
}

extension HireAttributed {
  /// What recommendations tells of a hire.
  fileprivate init(_ hire: HireID, _ report: Hire.Report) {
    let known = report.attribution
    self = .hire(
      hire, of: known.recommendationID, by: known.memberID, sponsor: known.sponsorID, cents: known.amount,
      isOwnCompany: known.conflict.isOwnCompany)
    hiredAt = report.hiredAt
    asOf = report.asOf
    revision = report.revision
    conflictRevision = known.conflict.revision == 0 ? nil : known.conflict.revision
  }
}
