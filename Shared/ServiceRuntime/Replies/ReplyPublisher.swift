import AMQPClient
import Failures
import Logging
import Observability

/// Gives the answers of a committed batch, over connections of their own.
///
/// Where an answer goes is the caller's word. RabbitMQ 3.10 ends the connection over a direct reply-to that only looks
/// like one, so that connection is not the one that owes events to everybody else. An address at a node that was reached
/// before is safe, as a queue's name is; others go over a connection apart, one by one, until their node is known: whoever
/// forges them delays nobody but the first who asks from a new node. A node that dies takes its addresses with it: the
/// first failure sends those that may be at fault over the connection apart, too.
package struct ReplyPublisher: Sendable {
  /// For queues that callers have declared, and for direct reply-tos at nodes that are known.
  let queues: AMQPPublisher
  /// For direct reply-tos at nodes that nobody was reached at so far.
  let untried: AMQPPublisher
  let limits: FailureLimits
  let logger: Logger
  private let nodes: KnownNodes

  package init(
    queues: AMQPPublisher, untried: AMQPPublisher, limits: FailureLimits, logger: Logger,
    nodes: KnownNodes = KnownNodes()
  ) {
    self.queues = queues
    self.untried = untried
    self.limits = limits
    self.logger = logger
    self.nodes = nodes
  }

  /// Returns once every answer is confirmed, has no taker, or is given up; false when a publisher was shut down before.
  package func publish(_ replies: [OutgoingMessage]) async -> Bool {
    guard !replies.isEmpty else { return true }
    let toUntried = replies.filter { reply in DirectReplyAddress(reply.routingKey).map { !nodes.knows($0) } ?? false }
    guard !toUntried.isEmpty else { return await publishOverQueues(replies) }
    let safe = replies.filter { reply in DirectReplyAddress(reply.routingKey).map(nodes.knows) ?? true }
    async let isSafeDone = publishOverQueues(safe)
    let areDone = await publishUntried(toUntried)
    return await isSafeDone && areDone
  }

  private func publishOverQueues(_ replies: [OutgoingMessage]) async -> Bool {
    guard let suspects = await publish(replies, over: queues, strikes: limits.attempts, leavesSuspects: true) else {
      return false
    }
    return await publishUntried(suspects)
  }

  private func publishUntried(_ replies: [OutgoingMessage]) async -> Bool {
    for reply in replies {
      guard await publish([reply], over: untried, strikes: Self.untriedStrikes) != nil else { return false }
    }
    return true
  }

  /// How often an answer to an untried address is tried: others' may have cut the connection under it.
  private static let untriedStrikes = 3

  /// Returns once every answer is confirmed, has no taker, or is given up; nil when the publisher was shut down before.
  ///
  /// With `leavesSuspects`, direct reply-tos that nothing is known of when the connection ends are not tried again: they
  /// are returned, since one of them may have ended it.
  private func publish(
    _ replies: [OutgoingMessage], over publisher: AMQPPublisher, strikes: Int, leavesSuspects: Bool = false
  ) async -> [OutgoingMessage]? {
    var owed = replies.map { Owed(message: $0) }
    var suspects: [OutgoingMessage] = []
    var course = FailureCourse(limits: limits)
    while !owed.isEmpty {
      guard await publisher.ready() else { return nil }
      // Together at first. Once something went wrong one by one, so that the one at fault takes no other with it.
      let count = owed[0].failures == 0 ? owed.count : 1
      guard let outcomes = try? await publisher.publish(owed[..<count].map(\.message)) else {
        guard await sleep(on: &course) else { return nil }
        continue
      }
      let failed = zip(owed, outcomes).compactMap { reply, outcome -> Owed? in
        guard leavesSuspects, outcome == .unknown, let address = DirectReplyAddress(reply.message.routingKey) else {
          return stillOwed(reply, outcome, isAlone: count == 1, strikes: strikes)
        }
        nodes.forget(address)
        suspects.append(reply.message)
        return nil
      }
      owed = owed[count...] + failed
      if !failed.isEmpty { guard await sleep(on: &course) else { return nil } }
    }
    return suspects
  }

  private func sleep(on course: inout FailureCourse) async -> Bool {
    guard case .pause(let pause) = course.fate(of: .everybodys, size: 1) else { return true }
    return (try? await Task.sleep(for: pause)) != nil
  }

  /// The answer, where it is to be tried again; whoever misses it repeats the command.
  ///
  /// A returned one has no taker, or went to direct reply-to, which RabbitMQ 3.10 returns although it arrived. What failed
  /// beside others may not be at fault.
  private func stillOwed(_ reply: Owed, _ outcome: PublishOutcome, isAlone: Bool, strikes: Int) -> Owed? {
    var reply = reply
    switch outcome {
    case .confirmed, .returned:
      if let address = DirectReplyAddress(reply.message.routingKey) { nodes.learn(address) }
      return nil
    case .unsendable: return nil
    case .unknown, .rejected:
      reply.failures += 1
      reply.strikes += isAlone ? 1 : 0
      if reply.strikes < strikes { return reply }
      logger.warning(
        "an answer is given up: its queue takes no more, or is none", metadata: [LogKey.attempts: "\(reply.failures)"])
      return nil
    }
  }

  /// An answer that is not confirmed yet.
  private struct Owed {
    let message: OutgoingMessage
    var failures = 0
    /// Failures that are its own, since nothing else was under way.
    var strikes = 0
  }
}
