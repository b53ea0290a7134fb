import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Payouts that fail, and are asked for again")
struct FailedPayoutTests {
  private let member = MemberID.make()
  private let hire = HireID.make()
  private let recommendation = RecommendationID.make()

  /// Has the member earn a bonus; the instruction to pay it.
  private func owed(_ database: ServiceDatabase, day: Int = 10) async throws -> PayoutRequested {
    try await database.join(member, RewardPreference(option: .toMember))
    let outcome = try await database.report([.hire(hire, of: recommendation, by: member, day: day)])
    return try #require(try outcome.events(PayoutRequested.self).first)
  }

  private func state(of payout: PayoutID, _ database: ServiceDatabase) async throws -> PayoutState? {
    let question = ListPayouts(beneficiaryId: member.description)
    let page = try await database.handle(ListHandler(PayoutList()), [question]).decisions[0].get()
    return page.items.first { $0.payoutId == payout }?.state
  }

  @Test("W6: a failure is told once, with finance's words, and leaves what is owed")
  func failure() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let payout = try await owed(database)
      let told = try await database.fail([payout.payoutId, payout.payoutId]).events(PayoutFailed.self)
      #expect(told.map(\.reason) == ["The account is closed"] && told.map(\.failedAt) == [.day(14)])
      #expect(told.first?.rewardId == payout.rewardId && told.first?.amountCents == 50_000)
      #expect(told.first?.beneficiary == payout.beneficiary)
      #expect(try await database.fail([payout.payoutId], because: "Again").events(PayoutFailed.self) == [])
      #expect(try await state(of: payout.payoutId, database) == .failed)
      #expect(try await database.money(of: "member:\(member)") == ["payable": -50_000])
      #expect(try await database.fail([.make()]).problems == [.payoutNotFound])
    }
  }

  @Test("W6: a payment is told once, with whom and whose it was; it counts also after a failure")
  func made() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let payout = try await owed(database)
      try await database.fail([payout.payoutId])
      let told = try await database.confirm([payout.payoutId, payout.payoutId]).events(PayoutMade.self)
      #expect(
        told == [
          PayoutMade(
            payoutId: payout.payoutId, rewardId: payout.rewardId, beneficiary: payout.beneficiary,
            amountCents: 50_000, currency: .euro, paidAt: .day(15), reference: "VIR 1", memberId: member)
        ])
      #expect(try await database.confirm([payout.payoutId]).events(PayoutMade.self) == [])
      #expect(try await state(of: payout.payoutId, database) == .paid)
      #expect(try await database.money(of: "member:\(member)") == ["platform:cash": -50_000])
    }
  }

  @Test("W6, W8: a failure after a confirmation, or of what was cancelled, is told and changes nothing")
  func late() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let payout = try await owed(database)
      try await database.confirm([payout.payoutId])
      #expect(try await database.fail([payout.payoutId]).events(PayoutFailed.self).count == 1)
      #expect(try await state(of: payout.payoutId, database) == .paid)
      #expect(try await database.retry(payout.payoutId).problems == [.payoutNotFailed])
      try await database.withdraw([.withdrawal(of: hire, day: 20)])
      let again = try await database.report([.hire(of: .make(), by: member, day: 22)])
      let other = try #require(try again.events(PayoutRequested.self).first)
      try await database.withdraw([
        .withdrawal(of: try #require(try again.events(RewardGranted.self).first?.hireId), day: 24)
      ])
      #expect(try await database.fail([other.payoutId]).events(PayoutFailed.self).count == 1)
      #expect(try await state(of: other.payoutId, database) == .cancelled)
      #expect(try await database.retry(other.payoutId).problems == [.payoutNotFailed])
      #expect(try await database.money(of: "member:\(member)") == ["claim": 50_000, "platform:cash": -50_000])
    }
  }

  @Test("W6: what failed is asked for again once, under a new instruction that names it")
  func retried() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let payout = try await owed(database)
      #expect(try await database.retry(payout.payoutId).problems == [.payoutNotFailed])
      #expect(try await database.retry(.make()).problems == [.payoutNotFound])
      try await database.fail([payout.payoutId])
      let outcome = try await database.retry(payout.payoutId)
      let asked = try #require(try outcome.events(PayoutRequested.self).first)
      #expect(try outcome.decisions[0].get().payoutId == asked.payoutId && asked.payoutId != payout.payoutId)
      #expect(asked.retries == payout.payoutId && asked.amountCents == 50_000)
      #expect(try await database.retry(payout.payoutId).problems == [.payoutNotFailed])
      #expect(try await state(of: payout.payoutId, database) == .cancelled)
      #expect(try await state(of: asked.payoutId, database) == .requested)
      try await database.confirm([asked.payoutId])
      #expect(try await database.money(of: "member:\(member)") == ["platform:cash": -50_000])
    }
  }

  @Test("W6: the failed instruction is paid after all: that counts, and the one in its place is cancelled")
  func paidAfterAll() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let payout = try await owed(database)
      try await database.fail([payout.payoutId])
      let again = try await database.retry(payout.payoutId).decisions[0].get().payoutId
      let outcome = try await database.confirm([payout.payoutId])
      #expect(try outcome.events(PayoutCancelled.self).map(\.payoutId) == [again])
      #expect(try outcome.events(PayoutCancelled.self).map(\.paidBy) == [payout.payoutId])
      #expect(try outcome.events(ClaimOpened.self) == [])
      #expect(try await database.money(of: "member:\(member)") == ["platform:cash": -50_000])
      let twice = try await database.confirm([again])
      #expect(try twice.events(ClaimOpened.self).map(\.amount) == [50_000])
      #expect(try await database.money(of: "member:\(member)") == ["claim": 50_000, "platform:cash": -100_000])
    }
  }

  @Test("W6: a payment's date lies between 2000 and a day ahead")
  func dates() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let payout = try await owed(database)
      for date in ["1999-12-31T23:59:59Z", "2126-01-01T00:00:00Z"] {
        let instant = try #require(Timestamp(date))
        let confirmed = try await database.handle(
          PayoutConfirmedHandler(),
          [PayoutConfirmed(payoutId: payout.payoutId, paidAt: instant, reference: "VIR")])
        #expect(confirmed.problems == [.invalidMessage])
        #expect(try await database.fail([payout.payoutId], at: instant).problems == [.invalidMessage])
      }
      #expect(try await state(of: payout.payoutId, database) == .requested)
    }
  }

  private enum Step: CaseIterable {
    case fail, retry, payFirst, paySecond, withdraw, reportAgain
  }

  @Test(
    "H1, W6, W8: in any order of failures, retries, payments, withdrawals and reports, the books hold what is owed less what is paid"
  )
  func anyOrder() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      for seed in 1...120 as ClosedRange<UInt64> {
        var generator = SeededGenerator(seed: seed)
        try await play(seed, Step.allCases.shuffledAndRepeated(using: &generator), in: database)
      }
    }
  }

  /// Plays a story of a member's own.
  private func play(_ seed: UInt64, _ steps: [Step], in database: ServiceDatabase) async throws {
    let (member, hire, recommendation) = (MemberID.make(), HireID.make(), RecommendationID.make())
    try await database.join(member, RewardPreference(option: .toMember))
    let first = try #require(
      try await database.report([.hire(hire, of: recommendation, by: member, day: 10)]).events(PayoutRequested.self)
        .first?.payoutId)
    let before = try await database.money(of: "platform:none")["platform:cash", default: 0]
    var second: PayoutID?
    var paid: Set<PayoutID> = []
    var open: Set<PayoutID> = [first]
    var isInForce = true
    var reported = 10
    func note<Decision>(_ outcome: ServiceDatabase.Outcome<Decision>) throws {
      open.formUnion(try outcome.events(PayoutRequested.self).map(\.payoutId))
      open.subtract(try outcome.events(PayoutCancelled.self).map(\.payoutId))
    }
    for step in steps {
      switch step {
      case .fail: try note(try await database.fail([first]))
      case .retry:
        let outcome = try await database.retry(first)
        if let again = try? outcome.decisions[0].get().payoutId { second = again }
        try note(outcome)
      case .payFirst:
        try note(try await database.confirm([first]))
        paid.insert(first)
      case .paySecond:
        guard let second else { continue }
        try note(try await database.confirm([second]))
        paid.insert(second)
      case .withdraw:
        try note(try await database.withdraw([.withdrawal(of: hire, day: reported + 1)]))
        isInForce = false
      case .reportAgain:
        reported += 2
        try note(try await database.report([.hire(hire, of: recommendation, by: member, day: reported)]))
        isInForce = true
      }
    }
    open.subtract(paid)
    // A retried one is cancelled though nobody is told: its successor says so.
    if second != nil { open.remove(first) }
    let left = (isInForce ? 50_000 : 0) - 50_000 * paid.count
    let money = try await database.money(of: "member:\(member)")
    #expect(money["payable", default: 0] == -max(0, left), "\(steps), seed \(seed)")
    #expect(money["claim", default: 0] == max(0, -left), "\(steps), seed \(seed)")
    #expect(money["platform:cash", default: 0] - before == -50_000 * paid.count, "\(steps), seed \(seed)")
    let asked = try await database.query(
      """
      select payout_id from rewards.payouts
      where beneficiary_id = \(member) and paid_at is null and cancelled_at is null
      """
    ).decode(PayoutID.self)
    #expect(asked.count == (left > 0 ? 1 : 0), "\(steps), seed \(seed)")
    #expect(Set(asked).isSubset(of: open), "\(steps), seed \(seed)")
  }
}
