import AMQPClient
import TestStack
import Testing

@Suite("What a connection watches for, without a clock")
struct WatchTests {
  private let start = ContinuousClock.now

  @Test("a message is overdue when nothing was said of the oldest for longer than the limit")
  func overdue() {
    var confirms = PublisherConfirms()
    let label = PublisherConfirms.Label(messageID: nil, exchange: "", routingKey: "")
    #expect(!confirms.isOverdue(at: start + .seconds(99), limit: .seconds(30)))
    confirms.sends(at: start)
    confirms.sent(ticket: 0, label: label)
    confirms.sends(at: start + .seconds(20))
    confirms.sent(ticket: 1, label: label)
    #expect(!confirms.isOverdue(at: start + .seconds(30), limit: .seconds(30)))
    #expect(confirms.isOverdue(at: start + .seconds(31), limit: .seconds(30)))
    _ = confirms.acknowledged(number: 1, multiple: false)
    #expect(!confirms.isOverdue(at: start + .seconds(31), limit: .seconds(30)))
    #expect(confirms.isOverdue(at: start + .seconds(51), limit: .seconds(30)))
  }

  @Test("whatever is sent and answered in whatever order, the oldest unanswered message decides", arguments: 1...100)
  func oldest(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let label = PublisherConfirms.Label(messageID: nil, exchange: "", routingKey: "")
    var confirms = PublisherConfirms()
    var sentAt: [Int] = []
    var unanswered: Set<Int> = []
    for second in 0..<200 {
      if Bool.random(using: &generator) {
        confirms.sends(at: start + .seconds(second))
        for _ in 0..<Int.random(in: 0...5, using: &generator) {
          confirms.sent(ticket: sentAt.count, label: label)
          unanswered.insert(sentAt.count)
          sentAt.append(second)
        }
      }
      if let ticket = unanswered.sorted().randomElement(using: &generator), Bool.random(using: &generator) {
        let multiple = Int.random(in: 0...9, using: &generator) == 0
        _ = confirms.acknowledged(number: UInt64(ticket + 1), multiple: multiple)
        unanswered = unanswered.filter { multiple ? $0 > ticket : $0 != ticket }
      }
      let age = unanswered.min().map { second - sentAt[$0] }
      for limit in [0, 3, 30] {
        let isOverdue = confirms.isOverdue(at: start + .seconds(second), limit: .seconds(limit))
        #expect(isOverdue == (age ?? 0 > limit), "second \(second), limit \(limit)")
      }
    }
  }

  @Test("refusals ask for a new connection when they come again and again, and more seldom each time")
  func refusals() {
    var refusals = RepeatedRefusals()
    var renewals: [Int] = []
    for second in 0..<600 {
      refusals.refused(at: start + .seconds(second))
      if refusals.asksForRenewal(at: start + .seconds(second), isIdle: true) { renewals.append(second) }
    }
    #expect(renewals.count > 3 && renewals.count < 9)
    #expect(zip(renewals, renewals.dropFirst()).allSatisfy { $1 - $0 >= 5 })
    let pauses = zip(renewals, renewals.dropFirst()).map { $1 - $0 }
    #expect(pauses == pauses.sorted())
  }

  @Test("a few refusals, or many at one instant, are nothing to act upon")
  func fewRefusals() {
    var refusals = RepeatedRefusals()
    for _ in 0..<100 { refusals.refused(at: start) }
    let asks = refusals.asksForRenewal(at: start, isIdle: true)
    #expect(!asks)
    var seldom = RepeatedRefusals()
    for minute in 0..<10 {
      seldom.refused(at: start + .seconds(120 * minute))
      let asks = seldom.asksForRenewal(at: start + .seconds(120 * minute), isIdle: true)
      #expect(!asks)
    }
  }

  @Test("while messages are on their way a new connection waits, but not for ever")
  func busy() {
    var refusals = RepeatedRefusals()
    for second in 0..<4 { refusals.refused(at: start + .seconds(second)) }
    let asks = refusals.asksForRenewal(at: start + .seconds(4), isIdle: false)
    #expect(!asks)
    let asksLate = refusals.asksForRenewal(at: start + .seconds(30), isIdle: false)
    #expect(asksLate)
  }

  @Test("heartbeats go out within each interval, and two intervals of silence are the end")
  func heartbeats() {
    var heartbeat = Heartbeat(seconds: 10, at: start)
    var sent: [Int] = []
    for second in 1...60 {
      let action = heartbeat.tick(at: start + .seconds(second), hasHeard: second % 10 == 0, isListening: true)
      #expect(action != .giveUp)
      if action == .send { sent.append(second) }
    }
    #expect(zip([0] + sent, sent).allSatisfy { $1 - $0 <= 10 })
    let atLimit = heartbeat.tick(at: start + .seconds(80), hasHeard: false, isListening: true)
    let beyond = heartbeat.tick(at: start + .seconds(81), hasHeard: false, isListening: true)
    #expect(atLimit != .giveUp && beyond == .giveUp)
    var deaf = Heartbeat(seconds: 10, at: start)
    let deafAction = deaf.tick(at: start + .seconds(500), hasHeard: false, isListening: false)
    #expect(deafAction == .send)
    var none = Heartbeat(seconds: 0, at: start)
    let noAction = none.tick(at: start + .seconds(500), hasHeard: false, isListening: true)
    #expect(noAction == Heartbeat.Action.none)
  }
}
