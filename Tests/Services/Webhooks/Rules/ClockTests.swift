import TestStack
import Testing
import Vocabulary
import WebhooksDomain

@Suite("As of when webhooks speak (H1)") struct ClockTests {
  private static let now = Timestamp("2026-11-20T09:00:00Z")!

  private func at(_ minutes: Double) -> Timestamp { Self.now.adding(seconds: minutes * 60) }

  private func history(_ statement: HireHistory.Statement, asOf: Double, receivedAt: Double) -> HireHistory {
    HireHistory(
      last: HireHistory.Last(statement, asOf: at(asOf), receivedAt: at(receivedAt)), wasHired: true)
  }

  @Test("the vendor's instant of the event is believed, whatever was received before")
  func event() {
    let stated = AsOf(at(-500), by: .event)
    let after = history(.unhired, asOf: 0, receivedAt: 0)
    #expect(ReceiptsSpeakInOrder.asOf(stated, of: .hired, receivedAt: at(5), after: after) == stated)
  }

  @Test("a rehire with the date of the first decision speaks as of its receipt, behind the withdrawal")
  func rehire() {
    let after = history(.unhired, asOf: 10, receivedAt: 10)
    let asOf = ReceiptsSpeakInOrder.asOf(AsOf(at(-500), by: .decision), of: .hired, receivedAt: at(20), after: after)
    #expect(asOf == AsOf(at(20), by: .receipt))
  }

  @Test("a first hire that comes behind its own withdrawal keeps its date: nothing was hired again")
  func lateHire() {
    var after = history(.unhired, asOf: 10, receivedAt: 10)
    after.wasHired = false
    let stated = AsOf(at(-500), by: .decision)
    #expect(ReceiptsSpeakInOrder.asOf(stated, of: .hired, receivedAt: at(20), after: after) == stated)
  }

  @Test(
    "what is known by its receipt alone speaks behind what was received before, also where that is ahead of our clock")
  func receipt() {
    let after = history(.hired, asOf: 60, receivedAt: 1)
    let asOf = ReceiptsSpeakInOrder.asOf(AsOf(at(5), by: .receipt), of: .unhired, receivedAt: at(5), after: after)
    #expect(asOf.instant > at(60) && asOf.clock == .receipt)
    // What was received later says nothing about what came before it.
    let earlier = ReceiptsSpeakInOrder.asOf(AsOf(at(0), by: .receipt), of: .unhired, receivedAt: at(0), after: after)
    #expect(earlier == AsOf(at(0), by: .receipt))
  }

  @Test(
    "hired and unhired by turns without any time of the vendor's, the platform believes the last", arguments: 0..<50)
  func turns(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var known = HireHistory()
    var latest: (statement: HireHistory.Statement, asOf: Timestamp)?
    var minutes = 0.0
    var statement = HireHistory.Statement.hired
    for _ in 0..<12 {
      minutes += Double.random(in: 0.1...30, using: &generator)
      let stated =
        statement == .hired && Bool.random(using: &generator)
        ? AsOf(at(-1000), by: .decision)
        : AsOf(at(minutes), by: .receipt)
      let asOf = ReceiptsSpeakInOrder.asOf(stated, of: statement, receivedAt: at(minutes), after: known)
      // As recommendations decides: the later one, a tie goes to the withdrawal.
      if let before = latest, asOf.instant < before.asOf || (asOf.instant == before.asOf && statement == .hired) {
      } else {
        latest = (statement, asOf.instant)
      }
      #expect(latest?.statement == statement)
      known = HireHistory(
        last: HireHistory.Last(statement, asOf: asOf.instant, receivedAt: at(minutes)),
        wasHired: known.wasHired || statement == .hired)
      statement = statement == .hired ? .unhired : .hired
    }
  }

  @Test("a state that is not hired ends a hire, and is nothing to an application that never was one")
  func derived() {
    func objection(_ asOf: AsOf, receivedAt: Double, _ history: HireHistory, isDerived: Bool = true) -> String? {
      OnlyHiresEnd.objection(to: asOf, isDerived: isDerived, receivedAt: at(receivedAt), after: history)
    }
    let hired = history(.hired, asOf: 10, receivedAt: 11)
    #expect(objection(AsOf(at(0), by: .receipt), receivedAt: 0, HireHistory()) == OnlyHiresEnd.neverHired)
    #expect(objection(AsOf(at(0), by: .receipt), receivedAt: 0, HireHistory(), isDerived: false) == nil)
    #expect(objection(AsOf(at(20), by: .event), receivedAt: 20, hired) == nil)
    #expect(objection(AsOf(at(10), by: .event), receivedAt: 20, hired) != nil)
    #expect(objection(AsOf(at(5), by: .receipt), receivedAt: 5, hired) != nil)
    #expect(objection(AsOf(at(20), by: .event), receivedAt: 20, history(.unhired, asOf: 15, receivedAt: 15)) != nil)
    let awaited = HireHistory(isAwaited: true)
    #expect(objection(AsOf(at(20), by: .event), receivedAt: 20, awaited) == nil)
  }
}
