import Messages
import OffersService
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite("The offers policy by date")
struct PolicyByDateTests {
  private let start = Market.start
  private let date = Market.start.adding(seconds: 86_400)
  private var justBefore: Timestamp { Timestamp(microseconds: date.microseconds - 1) }

  private func cancel(_ market: Market, _ version: Int) async throws -> Result<CancelledPolicyVersions, Problem> {
    let handler = CancelPolicyChangeHandler(market.policy)
    return try await market.db.handle(handler, [CancelOffersPolicyChange(version: version)], at: start).decisions[0]
  }

  private func policy(_ market: Market, at now: Timestamp) async throws -> OffersPolicy {
    let handler = GetPolicyHandler(market.policy)
    return try await market.db.handle(handler, [GetOffersPolicy()], at: now).decisions[0].get()
  }

  @Test("O3: a scheduled maximum is that of waves from its instant on")
  func waves() async throws {
    try await Market.with { market in
      let changed = try await market.change(ChangeOffersPolicy(waveMaximumSize: .replace(1), inForceFrom: date))
      #expect(changed == PolicyVersion(version: 2, inForceFrom: date))
      for _ in 0..<2 { _ = try await market.member() }
      let company = try await market.company()
      _ = try await market.publish(company)
      #expect(try await market.waves(at: justBefore).map(\.memberIds.count) == [2])
      _ = try await market.publish(company, at: date)
      #expect(try await market.waves(at: date).map(\.memberIds.count) == [1])
      let versions = try await market.db.query("select policy_version from offers.waves order by dispatched_at")
      #expect(try versions.decode(Int.self) == [1, 2])
    }
  }

  @Test("get-policy tells what is in force, and what is scheduled, each with its date")
  func told() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(waveDelaySeconds: 5, inForceFrom: date))
      let scheduled = OffersPolicy(WaveTerms(version: 2, waveDelaySeconds: 5), inForceFrom: date)
      let before = OffersPolicy(WaveTerms(version: 1, waveDelaySeconds: 60), upcoming: [scheduled])
      #expect(try await policy(market, at: justBefore) == before)
      #expect(try await policy(market, at: date) == scheduled)
    }
  }

  @Test("O4: a scheduled budget makes everybody eligible at its instant, and the work wakes for it")
  func budget() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(0)))
      let member = try await market.member()
      let offer = try await market.publish(try await market.company())
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .remove, inForceFrom: date))
      #expect(try await market.waves(at: start).isEmpty)
      let work = WaveDispatch(policy: market.policy)
      #expect(try await market.db.run(work, at: start).next == .at(date))
      #expect(try await market.waves(at: justBefore).isEmpty)
      #expect(try await market.explain(offer, to: member, at: justBefore).reasons == [.budgetExhausted])
      #expect(try await market.explain(offer, to: member, at: date).decision == .planned)
      #expect(try await market.waves(at: date).map(\.memberIds) == [[member]])
      #expect(try await market.db.query("select from offers.eligibility_changes").isEmpty)
    }
  }

  @Test("O4: two processes that look when a budget comes in force take it once")
  func budgetOnce() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(0)))
      for _ in 0..<3 { _ = try await market.member() }
      let company = try await market.company()
      for _ in 0..<3 { _ = try await market.publish(company) }
      _ = try await market.waves(at: start)
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(3), inForceFrom: date))
      let waves = try await withThrowingTaskGroup(of: [WaveDispatched].self) { group in
        for _ in 0..<4 { group.addTask { try await market.waves(at: date) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      // A process that looked while another held the change may have found nothing: the next look does the rest.
      let rest = try await market.waves(at: date)
      #expect((waves + rest).count == 3)
      #expect((waves + rest).allSatisfy { $0.memberIds.count == 3 })
      #expect(try await market.db.query("select from offers.eligibility_changes").isEmpty)
    }
  }

  @Test("O4: a cancelled budget changes nothing at its instant; a number is not used again")
  func cancelled() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(0)))
      _ = try await market.member()
      _ = try await market.publish(try await market.company())
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .remove, inForceFrom: date))
      let early = await #expect(throws: Problem.self) {
        try await market.change(ChangeOffersPolicy(waveDelaySeconds: 1))
      }
      #expect(early?.code == .policyChangePending)
      #expect(try await cancel(market, 9).refusal == .policyVersionNotFound)
      #expect(try await cancel(market, 2).refusal == .policyAlreadyInForce)
      #expect(try await cancel(market, 3).get().versions == [3])
      #expect(try await market.waves(at: start).isEmpty)
      let next = try await market.db.run(WaveDispatch(policy: market.policy), at: start).next
      #expect(next == .whenSomethingHappens)
      #expect(try await market.waves(at: date).isEmpty)
      #expect(try await market.change(ChangeOffersPolicy(waveDelaySeconds: 1)) == PolicyVersion(version: 4))
    }
  }

  @Test("The service's role may withdraw a version, and change nothing else of it")
  func role() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(2), inForceFrom: date))
      func asService(_ statements: [Statement]) async throws {
        try await market.db.pool.withTransaction { transaction in
          transaction.enqueue(["set local role offers_service"] + statements)
        }
      }
      try await asService([
        "update offers.policies set withdrawn_at = \(start) where version = 2",
        "delete from offers.eligibility_changes where policy_version = 2",
      ])
      await #expect(throws: (any Error).self) {
        try await asService(["update offers.policies set in_force_since = \(start) where version = 2"])
      }
    }
  }
}
