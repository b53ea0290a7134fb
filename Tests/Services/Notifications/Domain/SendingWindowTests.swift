import NotificationsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("As many letters at once as a server bears") struct SendingWindowTests {
  private let now = Timestamp("2026-11-28T10:00:00Z")!
  private let patience = DeliveryPatience(attempts: 8, firstPause: 60)

  @Test("a server begins with one letter, and gets one more for each that it can be used for, up to the limit")
  func grows() {
    var window = SendingWindow(limit: 4, patience: patience)
    var widths: [Int] = []
    for _ in 0..<5 {
      widths.append(window.room(beside: 0, at: now))
      window.used()
    }
    #expect(widths == [1, 2, 3, 4, 4])
    #expect(window.room(beside: 3, at: now) == 1)
  }

  @Test("N4 a server that cannot be used has all letters wait, each time twice as long, a quarter of an hour at most")
  func closes() {
    var window = SendingWindow(limit: 4, patience: patience)
    var at = now
    for pause in [60.0, 120, 240, 480, 900, 900, 900] {
      let until = window.failed(at: at)
      #expect(until == at.adding(seconds: pause))
      #expect(window.room(beside: 0, at: at) == 0)
      // What was under way with it tells of the same failure.
      #expect(window.failed(at: at) == until)
      #expect(window.room(beside: 0, at: until) == 1)
      at = until
    }
    window.used()
    #expect(window.room(beside: 0, at: at) == 2)
    #expect(window.failed(at: at) == at)
    #expect(window.failed(at: at) == at.adding(seconds: 60))
  }

  @Test("a server that bears fewer connections than are allowed is found to, and never has all letters wait for that")
  func bears() {
    var random = SeededGenerator(seed: 11)
    for bearable in 1...8 {
      var window = SendingWindow(limit: 8, patience: patience)
      var inHand = 0
      for _ in 0..<500 {
        let room = window.room(beside: inHand, at: now)
        for _ in 0..<room {
          if inHand == bearable { #expect(window.failed(at: now) == now) } else { inHand += 1 }
        }
        if inHand > 0, Bool.random(using: &random) {
          inHand -= 1
          window.used()
        }
      }
      #expect(window.failures == 0 && window.closedUntil == nil)
    }
  }

  @Test("whatever happens: never more than the limit, never a letter before its time, and at last one again")
  func anything() {
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var window = SendingWindow(limit: Int.random(in: 1...8, using: &random), patience: patience)
      var at = now
      for _ in 0..<200 {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: window.used()
        case 1: #expect(window.failed(at: at) <= at.adding(seconds: DeliveryPatience.longestServerPause))
        default: at = at.adding(seconds: Double.random(in: 0...600, using: &random))
        }
        #expect((0...window.limit).contains(window.room(beside: 0, at: at)))
        if let until = window.closedUntil, at < until { #expect(window.room(beside: 0, at: at) == 0) }
        #expect(window.room(beside: 0, at: at.adding(seconds: DeliveryPatience.longestServerPause)) > 0)
      }
    }
  }
}
