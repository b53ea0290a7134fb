import RewardsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("A bonus in parts")
struct InstalmentTests {
  private let reward = RewardID.make()
  private let hiredAt = Timestamp("2026-03-01T10:00:00Z")!
  private let startsAt = Timestamp("2026-04-15T07:00:00Z")!

  /// A plan of some parts whose percentages sum to 100.
  private func plan(using generator: inout SeededGenerator) -> InstalmentPlan {
    var left = 100
    var parts: [InstalmentTerms] = []
    while left > 0 {
      let percent = Int.random(in: 1...left, using: &generator)
      parts.append(
        InstalmentTerms(
          percent: percent, from: Bool.random(using: &generator) ? .hire : .start,
          days: Int.random(in: 0...400, using: &generator)))
      left -= percent
    }
    return InstalmentPlan(parts)
  }

  @Test("W9: whatever plan and amount, the parts come to the amount, and what does not divide is with the last")
  func sums() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let plan = plan(using: &generator)
      let amount = Cents(
        Int.random(in: 0...(seed.isMultiple(of: 9) ? Cents.limit.rawValue : 200_001), using: &generator))
      let parts = plan.parts(of: amount)
      #expect(parts.reduce(Cents(0)) { $0 + $1 } == amount, "seed \(seed)")
      for (part, terms) in zip(parts, plan.parts).dropLast() {
        #expect(Int128(part.rawValue) == Int128(amount.rawValue) * Int128(terms.percent) / 100, "seed \(seed)")
      }
      let exact = Int128(amount.rawValue) * Int128(plan.parts.last?.percent ?? 0) / 100
      let over = Int128(parts.last?.rawValue ?? 0) - exact
      #expect(0...Int128(plan.parts.count) ~= over, "seed \(seed)")
    }
  }

  @Test("W3, W9: each holder's money is in parts of its own, the earliest first, and no part is nothing")
  func holders() throws {
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let plan = plan(using: &generator)
      let (member, charity) = (MemberID.make(), CharityID.make())
      let bonus = Cents(Int.random(in: 0...100_001, using: &generator))
      let option = [RewardOption.toMember, .donate, .split, .listingCredits].randomElement(using: &generator)
      let preference = RewardPreference(option: option ?? .toMember, charityId: charity, companyId: .make())
      let settlement = try #require(
        BonusSettlement(preference, of: bonus, to: member, under: .standard), "seed \(seed)")
      let calendar = PolicyCalendar(at: hiredAt)
      let parts = settlement.instalments(
        of: reward, by: plan, from: HireDates(hiredAt: hiredAt, startsAt: startsAt), in: calendar)
      for payable in settlement.payables {
        let own = parts.filter { $0.holder == payable.holder }
        #expect(own.reduce(Cents(0)) { $0 + $1.amount } == payable.amount, "seed \(seed)")
        #expect(own.map(\.dueOn) == own.map(\.dueOn).sorted(), "seed \(seed)")
        #expect(Set(own.map(\.part)).count == own.count, "seed \(seed)")
      }
      #expect(parts.allSatisfy { $0.amount > 0 && $0.isWaiting }, "seed \(seed)")
      #expect(parts.map(\.position) == Array(parts.indices.map { $0 + 1 }), "seed \(seed)")
      #expect(parts.map(\.dueOn) == parts.map(\.dueOn).sorted(), "seed \(seed)")
      #expect(Set(parts.map(\.holder)) == Set(settlement.payables.map(\.holder)), "seed \(seed)")
    }
  }

  @Test("W9: days count from the hire or from the start, which is the hire where nobody told it")
  func days() {
    let plan = InstalmentPlan([
      InstalmentTerms(percent: 40, from: .hire, days: 0), InstalmentTerms(percent: 60, from: .start, days: 10),
    ])
    let calendar = PolicyCalendar(at: hiredAt)
    #expect(
      plan.days(from: HireDates(hiredAt: hiredAt, startsAt: startsAt), in: calendar)
        == [.of2026("03-01"), .of2026("04-25")])
    #expect(plan.days(from: HireDates(hiredAt: hiredAt), in: calendar) == [.of2026("03-01"), .of2026("03-11")])
  }

  @Test("W9: the day of an instant is that of the calendar that it was looked up in, and of UTC where it was not")
  func calendar() {
    let late = Timestamp("2026-03-01T23:30:00Z")!
    #expect(PolicyCalendar(at: late).today == .of2026("03-01"))
    let paris = PolicyCalendar(at: late, days: [late: .of2026("03-02")])
    #expect(paris.today == .of2026("03-02") && paris[late] == .of2026("03-02"))
    #expect(paris[hiredAt] == .of2026("03-01"))
    #expect(PolicyCalendar(at: Timestamp(microseconds: -1)).today == CalendarDay("1969-12-31"))
  }

  @Test("W9: parts that still wait move with the dates of the hire, each in its place")
  func moved() throws {
    let plan = InstalmentPlan([
      InstalmentTerms(percent: 30, from: .start, days: 90), InstalmentTerms(percent: 70, from: .hire, days: 0),
    ])
    let member = Holder.member(.make())
    let parts = [
      Instalment(rewardID: reward, position: 1, holder: member, part: 1, dueOn: .of2026("03-01"), amount: 70),
      Instalment(rewardID: reward, position: 2, holder: member, part: 2, dueOn: .of2026("05-30"), amount: 30),
    ]
    let dates = HireDates(hiredAt: startsAt, startsAt: Timestamp("2026-06-01T08:00:00Z"))
    let moved = plan.moved(Array(parts.dropFirst()), from: dates, in: PolicyCalendar(at: hiredAt))
    #expect(moved.map(\.dueOn) == [.of2026("08-30")])
    #expect(moved.map(\.amount) == [30])
  }

  @Test("W2, W9: a sponsor's share is one part, due today")
  func share() {
    let settlement = BonusSettlement(share: 25_000, to: .make())
    let parts = settlement.instalments(of: reward, on: .of2026("03-01"))
    #expect(parts.map(\.amount) == [25_000] && parts.map(\.dueOn) == [.of2026("03-01")])
  }
}
