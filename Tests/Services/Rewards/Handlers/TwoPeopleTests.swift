import Corrections
import Messages
import PolicyVersions
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("What two people decide")
struct TwoPeopleTests {
  private typealias Confirmation = ConfirmDecision<TrailOf.Rewards>

  private let start = Timestamp("2026-11-24T10:00:00Z")!
  private let confirming = ConfirmDecisionHandler<TrailOf.Rewards>(
    Confirmable(ChangePolicyHandler()), Confirmable(CancelPolicyChangeHandler()))

  private func change(
    _ database: ServiceDatabase, _ change: ChangeRewardsPolicy, at now: Timestamp? = nil,
    by actor: String = "ada"
  ) async throws -> ServiceDatabase.Outcome<Result<PolicyVersion, Problem>> {
    try await database.handle(
      ChangePolicyHandler.withTwoPeople, [change], at: now ?? start, by: actor)
  }

  private func confirm(
    _ database: ServiceDatabase, _ decisions: DecisionID..., at now: Timestamp? = nil,
    by actor: String = "grace"
  ) async throws -> ServiceDatabase.Outcome<Result<Confirmation.Result, Problem>> {
    try await database.handle(
      confirming, decisions.map { Confirmation(decisionId: $0) },
      at: now ?? start.adding(seconds: 60), by: actor)
  }

  private func policy(_ database: ServiceDatabase, at now: Timestamp? = nil) async throws
    -> RewardsPolicy
  {
    try await database.handle(
      GetPolicyHandler(), [GetRewardsPolicy()], at: now ?? start.adding(seconds: 3600)
    )
    .decisions[0].get()
  }

  private func list(
    _ database: ServiceDatabase, _ question: ListDecisions<TrailOf.Rewards> = ListDecisions(),
    at now: Timestamp? = nil
  ) async throws -> ListDecisions<TrailOf.Rewards>.Result {
    try await database.handle(
      ListDecisionsHandler<TrailOf.Rewards>(), [question], at: now ?? start.adding(seconds: 3600)
    ).decisions[0].get()
  }

  /// With the rule in force.
  private func with(_ body: (ServiceDatabase) async throws -> Void) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let on = try await change(database, ChangeRewardsPolicy(twoPeopleForAmounts: true))
      #expect(try on.decisions[0].get().version == 2, "one person puts the rule in force")
      try await body(database)
    }
  }

  /// Asks for a change that waits.
  private func ask(
    _ database: ServiceDatabase, _ wanted: ChangeRewardsPolicy, by actor: String = "ada"
  ) async throws -> DecisionID {
    let answer = try await change(database, wanted, by: actor).decisions[0].get()
    #expect(answer.state == .waiting && answer.version == nil)
    return try #require(answer.decisionId)
  }

  @Test("A2: unless the policy says so, one person changes what is paid")
  func off() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let changed = try await change(database, ChangeRewardsPolicy(matchingCents: 7))
      #expect(try changed.decisions[0].get() == PolicyVersion(version: 2))
      #expect(try await list(database).decisions.isEmpty)
      #expect(try await policy(database).twoPeopleForAmounts == false)
    }
  }

  @Test(
    "A2: whatever of the amounts is changed waits; what is no amount does not", arguments: 1...8)
  func amounts(seed: Int) async throws {
    try await with { database in
      var generator = SeededGenerator(seed: UInt64(seed))
      let cents = Cents(Int.random(in: 1...90_000, using: &generator))
      let wanted = [
        ChangeRewardsPolicy(amounts: BonusAmountsChange(beginner: cents)),
        ChangeRewardsPolicy(sponsorshipCents: cents),
        ChangeRewardsPolicy(matchingCents: cents), ChangeRewardsPolicy(listingCredits: 7),
        ChangeRewardsPolicy(twoPeopleForAmounts: false),
        ChangeRewardsPolicy(levels: LevelThresholdsChange(confirmed: 1, expert: 2)),
        ChangeRewardsPolicy(points: PointsScaleChange(dailyVisit: 2), matchingCents: cents),
      ].randomElement(using: &generator)!
      let before = try await policy(database)
      let asked = try await change(database, wanted)
      #expect(try await policy(database) == before)
      #expect(try asked.events(RewardsPolicyChanged.self).isEmpty)
      let told = try #require(try asked.events(DecisionRequested<TrailOf.Rewards>.self).first)
      let answer = try asked.decisions[0].get()
      #expect(told.decisionId == answer.decisionId)
      #expect(told.command == "rewards.change-policy")
      let other = try await change(
        database, ChangeRewardsPolicy(points: PointsScaleChange(dailyVisit: 3)))
      #expect(try other.decisions[0].get().version == 3)
      let result = try await confirm(database, told.decisionId)
      let version = try #require(try result.decisions[0].get().result["version"])
      #expect(version == 4)
      let after = try await policy(database)
      #expect(after.version == 4 && after != before)
      #expect(try result.events(RewardsPolicyChanged.self).map(\.terms.version) == [4])
      let confirmed = try result.events(DecisionConfirmed<TrailOf.Rewards>.self)
      #expect(
        confirmed.map(\.askedBy) == ["ada"] && confirmed.map(\.decisionId) == [told.decisionId])
    }
  }

  @Test(
    "A2: the rule is not taken back by one before it is in force; what else is scheduled is", arguments: [true, false])
  func scheduledRule(isLast: Bool) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let date = start.adding(seconds: 86_400)
      func cancel(_ version: Int) async throws -> Result<CancelledPolicyVersions, Problem> {
        try await database.handle(
          CancelPolicyChangeHandler.withTwoPeople, [CancelRewardsPolicyChange(version: version)], at: start, by: "eve"
        ).decisions[0]
      }
      _ = try await change(database, ChangeRewardsPolicy(matchingCents: 7, inForceFrom: date)).decisions[0].get()
      let rule = ChangeRewardsPolicy(twoPeopleForAmounts: true, inForceFrom: date)
      #expect(try await change(database, rule).decisions[0].get().version == 3)
      // With the version before the rule goes the rule; without it the rule goes alone.
      let waiting = try await cancel(isLast ? 3 : 2).get()
      #expect(waiting.versions == nil && waiting.state == .waiting)
      #expect(try await policy(database, at: start).upcoming?.count == 2)
      let id = try #require(waiting.decisionId)
      #expect(try await confirm(database, id, by: "eve").decisions.map(code) == [.sameActor])
      let result = try await confirm(database, id).decisions[0].get()
      #expect(result.command == "rewards.cancel-policy-change")
      #expect(try await policy(database, at: start).upcoming?.count == (isLast ? 1 : nil))
      if isLast { #expect(try await cancel(2).get().versions == [2]) }
    }
  }

  @Test("A2: who asks does not confirm, in whatever spelling; another does, once", arguments: 1...24)
  func another(seed: Int) async throws {
    try await with { database in
      var generator = SeededGenerator(seed: UInt64(seed))
      let id = try await ask(database, ChangeRewardsPolicy(matchingCents: 7), by: "Zoé Núñez")
      let same = [
        "Zoé Núñez", "zoé núñez", " ZOÉ  NÚÑEZ ", "Zoé Núñez ", "Zoé\u{200B} Núñez", "Zoé Núñez\u{2800}",
        "Zo\u{AD}é Núñez\u{2060}", "Zoe\u{301} Nún\u{303}ez", "Ｚoé\u{FE0F} Núñez", "Zoé\u{A0}Núñez",
      ].randomElement(
        using: &generator)!
      #expect(try await confirm(database, id, by: same).decisions.map(code) == [.sameActor])
      #expect(try await policy(database).version == 2)
      // Twice in one batch, and once more.
      let both = try await confirm(database, id, id, by: "grace")
      #expect(both.decisions.map(code) == [nil, .decisionAlreadyConfirmed])
      #expect(
        try await confirm(database, id, by: "linus").decisions.map(code) == [
          .decisionAlreadyConfirmed
        ])
      #expect(try await policy(database).matchingCents == 7)
      let kept = try await list(database).decisions
      #expect(kept.map(\.state) == [.confirmed])
      #expect(kept.map(\.askedBy) == ["Zoé Núñez"] && kept.map(\.confirmedBy) == ["grace"])
      #expect(kept.map { $0.data["matchingCents"] } == [7])
    }
  }

  @Test("A2: of many who confirm at once, one does")
  func atOnce() async throws {
    try await with { database in
      let id = try await ask(database, ChangeRewardsPolicy(matchingCents: 7))
      let codes = try await withThrowingTaskGroup(of: ProblemCode?.self) { tasks -> [ProblemCode?] in
        for number in 1...6 {
          tasks.addTask {
            code(try await confirm(database, id, by: "grace \(number)").decisions[0])
          }
        }
        return try await tasks.reduce(into: [ProblemCode?]()) { $0.append($1) }
      }
      #expect(
        codes.count { $0 == nil } == 1 && codes.count { $0 == .decisionAlreadyConfirmed } == 5)
      #expect(try await policy(database).version == 3)
    }
  }

  @Test("A2: what nobody confirms in time is void, and an unknown decision is said to be")
  func expired() async throws {
    try await with { database in
      let id = try await ask(database, ChangeRewardsPolicy(matchingCents: 7))
      let end = start.adding(seconds: TwoPeople<TrailOf.Rewards, ChangePolicyHandler>.patience)
      #expect(
        try await list(database, at: end.adding(seconds: -1)).decisions.map(\.state) == [.waiting])
      #expect(try await confirm(database, id, at: end).decisions.map(code) == [.decisionExpired])
      #expect(try await confirm(database, .make()).decisions.map(code) == [.decisionNotFound])
      #expect(try await list(database, at: end).decisions.map(\.state) == [.expired])
      #expect(try await list(database, ListDecisions(state: .waiting), at: end).decisions.isEmpty)
      #expect(try await policy(database, at: end).version == 2)
    }
  }

  @Test(
    "A2: what could not be in force is refused at once; what cannot be any more, when it is confirmed, and waits on"
  )
  func refused() async throws {
    try await with { database in
      let impossible = ChangeRewardsPolicy(
        levels: LevelThresholdsChange(expert: 1), matchingCents: 7)
      let refusal = try await change(database, impossible)
      #expect(refusal.decisions.map(code) == [.invalidMessage] && refusal.emitted.isEmpty)
      let id = try await ask(database, ChangeRewardsPolicy(matchingCents: 7))
      let scheduled = ChangeRewardsPolicy(
        points: PointsScaleChange(dailyVisit: 2), inForceFrom: start.adding(seconds: 86_400))
      _ = try await change(database, scheduled).decisions[0].get()
      #expect(try await confirm(database, id).decisions.map(code) == [.policyChangePending])
      #expect(try await list(database).decisions.map(\.state) == [.waiting])
      #expect(
        try await confirm(database, id, at: start.adding(seconds: 86_401)).decisions.map(code) == [
          nil
        ])
    }
  }

  @Test("A1: decisions are listed from the newest to the oldest, page by page, by state")
  func pages() async throws {
    try await with { database in
      var asked: [DecisionID] = []
      for number in 1...7 {
        let wanted = ChangeRewardsPolicy(matchingCents: Cents(number))
        let answer = try await change(
          database, wanted, at: start.adding(seconds: Double(number / 2)))
        asked.append(try #require(try answer.decisions[0].get().decisionId))
      }
      _ = try await confirm(database, asked[0], asked[3])
      var (read, token): ([TwoPersonDecision], String?) = ([], nil)
      repeat {
        let page = try await list(database, ListDecisions(pageSize: 2, pageToken: token))
        read += page.decisions
        token = page.nextPageToken
      } while token != nil
      #expect(read.map(\.askedAt) == read.map(\.askedAt).sorted(by: >))
      #expect(Set(read.map(\.decisionId)) == Set(asked) && read.count == 7)
      let confirmed = try await list(database, ListDecisions(state: .confirmed)).decisions
      #expect(Set(confirmed.map(\.decisionId)) == [asked[0], asked[3]])
      #expect(try await list(database, ListDecisions(state: .waiting)).decisions.count == 5)
    }
  }

  private func code<Value>(_ decision: Result<Value, Problem>) -> ProblemCode? {
    if case .failure(let problem) = decision { problem.code } else { nil }
  }
}
