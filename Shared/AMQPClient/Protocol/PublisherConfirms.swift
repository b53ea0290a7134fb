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
    /// Since `epoch`: an instant's layout is known at run time only, and would make every message of the queue dear.
    let sentAt: Duration?
    var returned: (replyCode: Int, text: String)?
    var isAnswered = false
  }

  private static let epoch = ContinuousClock.now

  /// Messages in the order sent; the first has number `firstNumber`.
  private var pending: Deque<Pending> = []
  private var firstNumber: UInt64 = 1
  package private(set) var outstanding = 0

  package init() {}

  /// Notes that a message was sent; it gets the next number.
  ///
  /// Those of one call share an instant: the clock is asked once for all of them. Without one, no confirm is overdue.
  package mutating func sent(ticket: Int, label: Label, at instant: ContinuousClock.Instant? = nil) {
    pending.append(Pending(ticket: ticket, label: label, sentAt: instant.map { Self.epoch.duration(to: $0) }))
    outstanding += 1
  }

  /// Whether a message was sent longer ago than a limit, and nothing was said of it yet.
  package func isOverdue(at instant: ContinuousClock.Instant, limit: Duration) -> Bool {
    (pending.first?.sentAt).map { Self.epoch.duration(to: instant) - $0 > limit } ?? false
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
}
