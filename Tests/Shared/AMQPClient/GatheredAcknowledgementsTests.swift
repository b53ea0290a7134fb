import AMQPClient
import TestStack
import Testing

@Suite("Gathered acknowledgements")
struct GatheredAcknowledgementsTests {
  private let now = ContinuousClock.now

  private func tags(_ numbers: ClosedRange<UInt64>) -> [Delivery.Tag] {
    numbers.map { Delivery.Tag(connection: 1, number: $0) }
  }

  @Test("the first says by when to tell, those after it go with it, and enough of them are told at once")
  func course() {
    var gathered = GatheredAcknowledgements(delay: .milliseconds(100), enough: 5)
    #expect(gathered.add([], at: now) == .withOthers)
    #expect(gathered.add(tags(1...1), at: now) == .by(now + .milliseconds(100)))
    #expect(gathered.add(tags(2...4), at: now + .milliseconds(50)) == .withOthers)
    #expect(!gathered.isDue(at: now + .milliseconds(99)))
    #expect(gathered.isDue(at: now + .milliseconds(100)))
    #expect(gathered.add(tags(5...5), at: now) == .now)
    #expect(gathered.take() == tags(1...5))
    #expect(!gathered.isDue(at: now + .seconds(1)) && gathered.take().isEmpty)
    #expect(gathered.add(tags(6...6), at: now) == .by(now + .milliseconds(100)))
  }

  @Test("without a delay everything is told at once")
  func undelayed() {
    var gathered = GatheredAcknowledgements(delay: .zero, enough: 100)
    for number in UInt64(1)...3 {
      #expect(gathered.add(tags(number...number), at: now) == .now)
      #expect(gathered.take() == tags(number...number))
    }
  }

  @Test("whoever does as he is told tells each once, in order, none late and never too many", arguments: 0..<200)
  func whatever(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let (delay, enough) = (
      Duration.milliseconds(Int.random(in: 1...20, using: &random)), Int.random(in: 1...9, using: &random)
    )
    var gathered = GatheredAcknowledgements(delay: delay, enough: enough)
    var (time, due, next) = (now, ContinuousClock.Instant?.none, UInt64(1))
    var (waiting, told): ([UInt64: ContinuousClock.Instant], [Delivery.Tag]) = ([:], [])
    func tell() {
      told += gathered.take()
      for since in waiting.values { #expect(since + delay >= time) }
      (waiting, due) = ([:], nil)
    }
    for _ in 0..<300 {
      time += .microseconds(Int.random(in: 0...3000, using: &random))
      if let called = due, called <= time {
        time = called
        #expect(gathered.isDue(at: time))
        tell()
      }
      let last = next + UInt64.random(in: 0..<3, using: &random)
      for number in next...last { waiting[number] = time }
      switch gathered.add(tags(next...last), at: time) {
      case .withOthers: #expect(due != nil && waiting.count < enough)
      case .by(let instant): due = instant
      case .now: tell()
      }
      next = last + 1
    }
    tell()
    #expect(told == tags(1...(next - 1)))
  }
}
