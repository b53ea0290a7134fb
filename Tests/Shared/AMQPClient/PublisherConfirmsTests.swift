import AMQPClient
import Testing

@Suite("Publisher confirms")
final class PublisherConfirmsTests {
  private var confirms = PublisherConfirms()

  private func ack(_ number: UInt64, multiple: Bool) -> [PublisherConfirms.Answered] {
    confirms.acknowledged(number: number, multiple: multiple)
  }

  private func nack(_ number: UInt64, multiple: Bool) -> [PublisherConfirms.Answered] {
    confirms.refused(number: number, multiple: multiple)
  }

  private func isReturned(_ label: PublisherConfirms.Label, text: String = "") -> Bool {
    confirms.returned(label, replyCode: 312, text: text)
  }

  private func send(_ count: Int) {
    for ticket in 0..<count { confirms.sent(ticket: ticket, label: label("m\(ticket)")) }
  }

  private func label(_ messageID: String?, routingKey: String = "key") -> PublisherConfirms.Label {
    PublisherConfirms.Label(messageID: messageID, exchange: "exchange", routingKey: routingKey)
  }

  private func confirmed(_ tickets: Int...) -> [PublisherConfirms.Answered] {
    tickets.map { PublisherConfirms.Answered(ticket: $0, outcome: .confirmed) }
  }

  @Test("a single ack answers for its message alone, in any order")
  func single() {
    send(3)
    #expect(ack(2, multiple: false) == confirmed(1))
    #expect(ack(1, multiple: false) == confirmed(0))
    #expect(ack(3, multiple: false) == confirmed(2))
    #expect(confirms.outstanding == 0)
  }

  @Test("a multiple ack answers for all up to its number that nothing was said of yet")
  func multiple() {
    send(5)
    #expect(ack(2, multiple: false) == confirmed(1))
    #expect(ack(4, multiple: true) == confirmed(0, 2, 3))
    #expect(confirms.outstanding == 1)
    #expect(ack(5, multiple: true) == confirmed(4))
  }

  @Test("number 0 with multiple answers for all that are outstanding")
  func zero() {
    send(3)
    #expect(ack(0, multiple: true) == confirmed(0, 1, 2))
    #expect(ack(0, multiple: true).isEmpty)
    #expect(ack(0, multiple: false).isEmpty)
  }

  @Test("a nack says that the broker did not take the message")
  func nack() {
    send(3)
    let rejected = nack(2, multiple: true)
    #expect(rejected.map(\.ticket) == [0, 1])
    #expect(rejected.allSatisfy { $0.outcome == .rejected })
    #expect(ack(3, multiple: false) == confirmed(2))
  }

  @Test("a return before the ack makes the outcome a return")
  func returned() {
    send(2)
    #expect(isReturned(label("m1"), text: "NO_ROUTE"))
    #expect(confirms.outstanding == 2)
    #expect(
      ack(2, multiple: true).map(\.outcome) == [
        .confirmed, .returned(replyCode: 312, text: "NO_ROUTE"),
      ])
  }

  @Test("of two messages with one id, each return takes one, the oldest first")
  func returnedTwice() {
    confirms.sent(ticket: 0, label: label("same"))
    confirms.sent(ticket: 1, label: label("same"))
    #expect(isReturned(label("same"), text: ""))
    #expect(ack(1, multiple: false).first?.outcome == .returned(replyCode: 312, text: ""))
    #expect(isReturned(label("same"), text: ""))
    #expect(ack(2, multiple: false).first?.outcome == .returned(replyCode: 312, text: ""))
  }

  @Test("one message to two places: the return takes the one to the place that it names")
  func returnedFromOnePlace() {
    confirms.sent(ticket: 0, label: label("same", routingKey: "here"))
    confirms.sent(ticket: 1, label: label("same", routingKey: "nowhere"))
    #expect(isReturned(label("same", routingKey: "nowhere"), text: ""))
    #expect(
      ack(2, multiple: true).map(\.outcome) == [
        .confirmed, .returned(replyCode: 312, text: ""),
      ])
  }

  @Test("a return of what is not outstanding is told")
  func unknownReturn() {
    send(1)
    #expect(!isReturned(label("other"), text: ""))
    #expect(ack(1, multiple: false) == confirmed(0))
    #expect(!isReturned(label("m0"), text: ""))
  }

  @Test("numbers never given, or answered for before, change nothing", arguments: [true, false])
  func unknown(multiple: Bool) {
    send(2)
    #expect(ack(3, multiple: multiple).isEmpty)
    #expect(ack(1, multiple: false) == confirmed(0))
    #expect(ack(1, multiple: multiple).isEmpty)
    #expect(nack(1, multiple: multiple).isEmpty)
    #expect(confirms.outstanding == 1)
  }

  @Test("a reset tells what will never be known, and begins at number 1 again")
  func reset() {
    send(3)
    _ = ack(2, multiple: false)
    let unknown = confirms.reset()
    #expect(unknown == [0, 2])
    #expect(confirms.outstanding == 0)
    confirms.sent(ticket: 9, label: label(nil))
    #expect(ack(1, multiple: false) == confirmed(9))
  }
}
