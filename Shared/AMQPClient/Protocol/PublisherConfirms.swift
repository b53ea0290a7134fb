import DequeModule

/// Keeps account of published messages that the broker has not answered for yet (RabbitMQ: Publisher Confirms).
///
/// Pure: it is told what was sent and what came back, and returns what is known for certain because of it. The broker
/// numbers the messages of a channel from 1, answers with `ack` or `nack` for one number or for all up to it, and sends
/// `return` for an unroutable mandatory message before the `ack` of that same message.
package struct PublisherConfirms {
  /// What a `return` names its message by.
  package struct Label: Equatable {
    let messageID: String?
    let exchange: String
    let routingKey: String

    package init(messageID: String?, exchange: String, routingKey: String) {
      self.messageID = messageID
      self.exchange = exchange
      self.routingKey = routingKey
    }
  }

  /// A message that the broker has answered for.
  package struct Answered: Equatable {
    /// What the caller named the message by.
    package let ticket: Int
    package let outcome: PublishOutcome

    package init(ticket: Int, outcome: PublishOutcome) {
      self.ticket = ticket
      self.outcome = outcome
    }
  }

  private struct Pending {
    let ticket: Int
    let label: Label
    var returned: (replyCode: Int, text: String)?
    var isAnswered = false
  }

  /// What is sent from a number on, until the next such mark.
  private struct Mark {
    let number: UInt64
    let instant: ContinuousClock.Instant
  }

  /// Messages in the order sent; the first has number `firstNumber`.
  private var pending: Deque<Pending> = []
  private var firstNumber: UInt64 = 1
  /// When what is pending was sent: a mark for each call, so that the single message carries no instant.
  private var marks: Deque<Mark> = []
  package private(set) var outstanding = 0

  package init() {}

  /// Notes that what is sent from now on is sent at this instant; before the first such note nothing is ever overdue.
  package mutating func sends(at instant: ContinuousClock.Instant) {
    dropPassedMarks()
    let next = firstNumber + UInt64(pending.count)
    if marks.last?.number == next { marks.removeLast() }
    marks.append(Mark(number: next, instant: instant))
  }

  /// Notes that a message was sent; it gets the next number.
  package mutating func sent(ticket: Int, label: Label) {
    pending.append(Pending(ticket: ticket, label: label))
    outstanding += 1
  }

  /// Whether a message was sent longer ago than a limit, and nothing was said of it yet.
  package func isOverdue(at instant: ContinuousClock.Instant, limit: Duration) -> Bool {
    guard !pending.isEmpty else { return false }
    return marks.last { $0.number <= firstNumber }.map { $0.instant.duration(to: instant) > limit } ?? false
  }

  /// Notes a `basic.return`: the oldest unreturned message of that label is the one, since the broker returns in order.
  ///
  /// False when no such message is outstanding.
  package mutating func returned(_ label: Label, replyCode: Int, text: String) -> Bool {
    let match = pending.indices.first {
      !pending[$0].isAnswered && pending[$0].returned == nil && pending[$0].label == label
    }
    guard let match else { return false }
    pending[match].returned = (replyCode, text)
    return true
  }

  /// Notes a `basic.ack`; unknown and already answered numbers change nothing.
  package mutating func acknowledged(number: UInt64, multiple: Bool) -> [Answered] {
    answer(number: number, multiple: multiple) { message in
      message.returned.map { .returned(replyCode: $0.replyCode, text: $0.text) } ?? .confirmed
    }
  }

  /// Notes a `basic.nack`; unknown and already answered numbers change nothing.
  package mutating func refused(number: UInt64, multiple: Bool) -> [Answered] {
    answer(number: number, multiple: multiple) { _ in .rejected }
  }

  /// Forgets everything, as a closed channel does; the tickets whose fate will never be known.
  package mutating func reset() -> [Int] {
    let tickets = pending.filter { !$0.isAnswered }.map(\.ticket)
    self = PublisherConfirms()
    return tickets
  }

  private mutating func answer(
    number: UInt64, multiple: Bool, outcome: (Pending) -> PublishOutcome
  ) -> [Answered] {
    // Number 0 with `multiple` means all that are outstanding (AMQP 0-9-1, basic.ack.delivery-tag).
    let last = number == 0 && multiple ? firstNumber + UInt64(pending.count) - 1 : number
    guard last >= firstNumber, last < firstNumber + UInt64(pending.count) else { return [] }
    let end = Int(last - firstNumber)
    let start = multiple ? 0 : end
    var answered: [Answered] = []
    answered.reserveCapacity(end - start + 1)
    for index in start...end where !pending[index].isAnswered {
      pending[index].isAnswered = true
      answered.append(Answered(ticket: pending[index].ticket, outcome: outcome(pending[index])))
    }
    outstanding -= answered.count
    dropAnsweredPrefix()
    return answered
  }

  private mutating func dropAnsweredPrefix() {
    let answered = pending.firstIndex { !$0.isAnswered } ?? pending.count
    firstNumber += UInt64(answered)
    pending.removeFirst(answered)
  }

  /// Of the marks before the first pending message only the last is needed.
  private mutating func dropPassedMarks() {
    while marks.count > 1, marks[1].number <= firstNumber { marks.removeFirst() }
  }
}
