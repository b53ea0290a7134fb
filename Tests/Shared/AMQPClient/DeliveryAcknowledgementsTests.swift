import AMQPClient
import Testing

@Suite("Delivery acknowledgements")
final class DeliveryAcknowledgementsTests {
  private var acknowledgements = DeliveryAcknowledgements()

  private func deliver(_ numbers: ClosedRange<UInt64>) {
    for number in numbers { acknowledgements.delivered(number) }
  }

  private func done(_ numbers: UInt64...) -> [String] {
    acknowledgements.done(numbers).map { "\($0.number)\($0.multiple ? "*" : "")" }
  }

  @Test("all from the oldest on go in one acknowledgement")
  func contiguous() {
    deliver(1...5)
    #expect(done(3, 1, 2) == ["3*"])
    #expect(acknowledgements.outstanding == 2)
    #expect(done(4, 5) == ["5*"])
    #expect(acknowledgements.outstanding == 0)
  }

  @Test("a single one needs no multiple")
  func single() {
    deliver(1...2)
    #expect(done(1) == ["1"])
    #expect(done(2) == ["2"])
  }

  @Test("those behind one that is still worked on go one by one")
  func ahead() {
    deliver(1...5)
    #expect(done(4, 2) == ["2", "4"])
    #expect(acknowledgements.outstanding == 3)
  }

  @Test("when the late one is done, it takes only what was not acknowledged yet with it")
  func latePrefix() {
    deliver(1...5)
    #expect(done(2, 3) == ["2", "3"])
    #expect(done(1) == ["1"])
    #expect(acknowledgements.outstanding == 2)
    #expect(done(5, 4) == ["5*"])
  }

  @Test("a gap that closes together with what lies behind it is one acknowledgement")
  func closedGap() {
    deliver(1...4)
    #expect(done(2) == ["2"])
    #expect(done(1, 3) == ["3*"])
    #expect(done(4) == ["4"])
  }

  @Test("what was done before, or never delivered, is not acknowledged again")
  func unknown() {
    deliver(1...3)
    #expect(done(1, 1) == ["1"])
    #expect(done(1, 4, 0).isEmpty)
    #expect(done(3) == ["3"])
    #expect(done(3).isEmpty)
    #expect(acknowledgements.outstanding == 1)
  }
}
