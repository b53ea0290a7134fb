import AMQPClient
import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import Topology
import Vocabulary

/// Takes a batch through one transaction: inbox, load, decide, save, outbox (architecture, The way of a message).
struct BatchProcessor: Sendable {
  let kind: MessageKind
  let queue: String
  let reader: BatchReader
  let origin: MessageOrigin
  let deadLetters: DeadLetterFactory
  let inbox: InboxStatements
  let transactions: OutboxTransactions
  /// Where handled messages are kept as they came; nil where they are not.
  var received: ReceivedStatements?

  private var replies: ReplyFactory { ReplyFactory(origin: origin) }

  /// Handles a batch whole or, by throwing, not at all.
  func process(_ deliveries: [Delivery], at now: Timestamp = .now) async throws -> CommittedBatch {
    return try await committed { transaction in
      let batch = reader.read(deliveries, receivedAt: now)
      var work = BatchWork(batch: batch, emission: Emission(of: origin, now: now))
      try await admit(&work, in: transaction)
      for (_, typed) in batch.groups {
        let decisions = try await typed.handle(
          work.fresh, in: transaction, replies: replies, emitting: &work.emission)
        for (position, decision) in decisions { try conclude(decision, at: position, in: &work) }
      }
      return try finish(&work, in: transaction)
    }
  }

  /// Gives one message up: a dead letter, the event that tells of it, and an answer where one was asked for.
  func giveUp(_ delivery: Delivery, reason: DeadLetterReason) async throws -> CommittedBatch {
    let now = Timestamp.now
    return try await committed { transaction in
      let envelope = Envelope(delivery, coder: origin.coder)
      let identity = envelope.identity
      var work = BatchWork(
        batch: ReadBatch(deliveries: [delivery]), emission: Emission(of: origin, now: now))
      let messageID = envelope.header?.id ?? delivery.properties.messageID
      bury(0, identity: identity, messageID: messageID, reason: reason, in: &work)
      if kind != .event {
        let problem = Problem(.internalError, detail: "the message could not be handled; operators have been told")
        answer(try replies.rejected(problem, to: identity, now: now), at: 0, in: &work)
      }
      return try finish(&work, in: transaction)
    }
  }

  /// Runs the transaction of a batch; what it owes is in the batch from then on.
  private func committed(
    _ body: nonisolated(nonsending) (Transaction) async throws -> (result: CommittedBatch, owed: [OutboxMessage])
  ) async throws -> CommittedBatch {
    var (batch, owed) = try await transactions.run(body)
    batch.outbox = owed
    return batch
  }

  /// Writes the batch's messages into the inbox; what was there before is answered from there.
  private func admit(_ work: inout BatchWork, in transaction: Transaction) async throws {
    let entries = work.admissible(answersInvalid: canAnswer)
    guard !entries.isEmpty else { return try refuseUnhandled(&work) }
    let keys = entries.map(\.key)
    var statements = [inbox.insert(entries.map { ($0.key, $0.type) }, receivedAt: work.emission.now)]
    if kind != .event { statements.append(inbox.replies(keys)) }
    let results = try await transaction.query(statements)
    var fresh: Set<InboxKey> = []
    for row in results[0] {
      let (id, source) = try row.decode((MessageID, String).self)
      fresh.insert(InboxKey(messageID: id, source: source))
    }
    work.divide(fresh: fresh)
    for row in results.dropFirst().joined() {
      let (id, source, replyID, type, body) = try row.decode((MessageID, String, MessageID, String, Data).self)
      work.knownReplies[InboxKey(messageID: id, source: source)] =
        Reply(id: replyID, type: type, body: body)
    }
    try refuseUnhandled(&work)
  }

  /// Answers or buries what no handler gets to see.
  private func refuseUnhandled(_ work: inout BatchWork) throws {
    for message in work.batch.unhandled where !work.duplicates.contains(message.position) {
      let delivery = work.batch.deliveries[message.position]
      let isUndecodable = message.reason.code == .undecodable
      let canAnswer = canAnswer(delivery)
      if canAnswer {
        let reply = try replies.rejected(message.problem, to: message.identity, now: work.emission.now)
        if let key = message.identity?.key { work.newReplies[key] = reply }
        answer(reply, at: message.position, in: &work)
        work.note(
          .refused, at: message.position, identity: message.identity, code: message.problem.code.rawValue,
          detail: message.problem.detail)
      }
      if isUndecodable || !canAnswer {
        bury(
          message.position, identity: message.identity, messageID: message.messageID, reason: message.reason,
          in: &work)
      }
    }
  }

  private func conclude(_ decision: Decision, at position: Int, in work: inout BatchWork) throws {
    guard let identity = work.batch.identities[position] else { return }
    switch decision {
    case .handled:
      work.note(.handled, at: position, identity: identity)
    case .accepted(let reply):
      work.newReplies[identity.key] = reply
      answer(reply, at: position, in: &work)
      work.note(.handled, at: position, identity: identity)
    case .refused(let problem):
      try concludeRefusal(problem, at: position, identity: identity, in: &work)
    }
  }

  private func concludeRefusal(
    _ problem: Problem, at position: Int, identity: MessageIdentity, in work: inout BatchWork
  ) throws {
    if kind == .command || canAnswer(work.batch.deliveries[position]) {
      let reply = try replies.rejected(problem, to: identity, now: work.emission.now)
      work.newReplies[identity.key] = reply
      answer(reply, at: position, in: &work)
      work.note(
        .refused, at: position, identity: identity, code: problem.code.rawValue, detail: problem.detail)
    } else {
      let reason = DeadLetterReason(code: problem.code, detail: problem.detail)
      bury(
        position, identity: identity, messageID: identity.key.messageID.description, reason: reason, in: &work)
      work.buried.append(identity.key)
    }
  }

  /// Whether there is somebody to answer, and it may be done: what asks otherwise is treated as not asking.
  private func canAnswer(_ delivery: Delivery) -> Bool {
    kind != .event && delivery.properties.replyTo.map(ReplyFactory.mayBeAnswered) == true
  }

  private func answer(_ reply: Reply, at position: Int, in work: inout BatchWork) {
    let delivery = work.batch.deliveries[position]
    guard let message = replies.message(reply, to: delivery.properties) else { return }
    work.replies.append(message)
    work.answeredPositions.insert(position)
  }

  private func bury(
    _ position: Int, identity: MessageIdentity?, messageID: String?, reason: DeadLetterReason,
    in work: inout BatchWork
  ) {
    let delivery = work.batch.deliveries[position]
    work.emission.follow(identity?.cause)
    work.letters.append(deadLetters.message(delivery, messageID: messageID, reason: reason, queue: queue))
    if let event = deadLetters.event(delivery, messageID: messageID, reason: reason, queue: queue) {
      let type = MessageDeadLettered.messageType(service: origin.service.rawValue)
      work.emission.append(
        event, type: type, exchange: .events, routingKey: type.routingKey, subject: event.subject)
    }
    work.note(
      .deadLettered, at: position, identity: identity, messageID: messageID, code: reason.code.rawValue,
      detail: reason.detail)
  }

  /// Queues what the transaction still has to write; it goes out together with the commit.
  private func finish(
    _ work: inout BatchWork, in transaction: Transaction
  ) throws -> (result: CommittedBatch, owed: [OutboxMessage]) {
    if let failure = work.emission.failure { throw failure }
    answerDuplicates(&work)
    if !work.newReplies.isEmpty {
      transaction.enqueue(inbox.insertReplies(work.newReplies.map { ($0.key, $0.value) }))
    }
    if !work.buried.isEmpty { transaction.enqueue(inbox.forget(work.buried)) }
    if let received, let kept = try work.kept(without: received.without) {
      transaction.enqueue(received.insert(kept, at: work.emission.now))
    }
    return (work.committed, work.owed(by: origin.service))
  }

  /// Gives those who repeated a message the answer that the first one got.
  private func answerDuplicates(_ work: inout BatchWork) {
    for position in work.duplicates.sorted() {
      guard let identity = work.identity(at: position) else { continue }
      if let reply = work.knownReplies[identity.key] ?? work.newReplies[identity.key] {
        answer(reply, at: position, in: &work)
      }
      work.note(.duplicate, at: position, identity: identity)
    }
  }
}
