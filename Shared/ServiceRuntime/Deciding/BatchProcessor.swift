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
  var reader: BatchReader
  let origin: MessageOrigin
  let deadLetters: DeadLetterFactory
  let inbox: InboxStatements
  /// The trail of decisions by hand.
  let corrections: CorrectionStatements
  let transactions: OutboxTransactions
  /// Counts attempts at what may end the process.
  let suspects: Suspects
  /// Where handled messages are kept as they came; nil where they are not.
  var received: ReceivedStatements?
  /// Whose days are meant by a day in place of an instant; nil where such are refused.
  var timeZone: PolicyTimeZone?
  /// How often an event of an unknown type goes back to the queue before it is given up.
  var unknownTypeReturns = 0

  private var replies: ReplyFactory { ReplyFactory(origin: origin) }

  /// Handles a batch whole or, by throwing, not at all.
  func process(_ deliveries: [Delivery], at now: Timestamp = .now) async throws -> CommittedBatch {
    return try await committed { transaction in
      let batch = try await read(deliveries, at: now, in: transaction)
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

  /// Reads a batch; where a message gives a day in place of an instant, again once the database has said when that begins.
  ///
  /// Such messages are few, and only then is anything asked or read twice.
  private func read(_ deliveries: [Delivery], at now: Timestamp, in transaction: Transaction) async throws -> ReadBatch
  {
    guard let timeZone, kind.isAnswered else { return reader.read(deliveries, receivedAt: now) }
    let stated = StatedDays()
    let batch = reader.read(deliveries, receivedAt: now, days: stated)
    guard !stated.unknown.isEmpty else { return batch }
    let begins = try await transaction.query(timeZone.begins(of: stated.unknown.sorted(), at: now))
    // A zone may put the first day before all that can be told.
    let known = Dictionary(
      uniqueKeysWithValues: try begins.decode((CalendarDay, Timestamp).self).map { ($0, max($1, Timestamp.earliest)) })
    return reader.read(deliveries, receivedAt: now, days: StatedDays(known))
  }

  /// Gives one message up: a dead letter, the event that tells of it, and an answer where one was asked for.
  func giveUp(_ delivery: Delivery, reason: DeadLetterReason) async throws -> CommittedBatch {
    let now = Timestamp.now
    return try await committed { transaction in
      let envelope = reason.isUnread ? nil : Envelope(delivery, to: origin)
      let identity = envelope?.identity
      var work = BatchWork(
        batch: ReadBatch(deliveries: [delivery]), emission: Emission(of: origin, now: now))
      let messageID = envelope?.header?.id ?? delivery.properties.messageID
      bury(0, identity: identity, messageID: messageID, reason: reason, in: &work)
      if kind.isAnswered {
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
    let entries = work.admissible { [batch = work.batch] in isRemembered($0, in: batch) }
    guard !entries.isEmpty else { return try refuseUnhandled(&work) }
    let keys = entries.map(\.key)
    var statements = [inbox.insert(entries, receivedAt: work.emission.now)]
    if kind.isAnswered { statements.append(inbox.replies(keys)) }
    let results = try await transaction.query(statements)
    var fresh: Set<InboxKey> = []
    for row in results[0] {
      let (id, source) = try row.decode((MessageID, String).self)
      fresh.insert(InboxKey(messageID: id, source: source))
    }
    let known = keys.filter { !fresh.contains($0) }
    work.divide(fresh: fresh, words: known.isEmpty ? [:] : try await words(of: known, in: transaction))
    for row in results.dropFirst().joined() {
      if let known = try inbox.reply(in: row) { work.knownReplies[known.key] = known.reply }
    }
    try refuseMisused(&work)
    try refuseUnhandled(&work)
  }

  private func words(of keys: [InboxKey], in transaction: Transaction) async throws -> [InboxKey: MessageWord] {
    let rows = try await transaction.query(inbox.words(keys)).decode((MessageID, String, String, String?).self)
    return Dictionary(
      rows.map { (InboxKey(messageID: $0, source: $1), MessageWord(type: $2, login: $3)) }
    ) { first, _ in first }
  }

  /// Refuses what has the id of a message of another type or login: that one's answer is not its own, and it was not
  /// handled.
  private func refuseMisused(_ work: inout BatchWork) throws {
    for position in work.misused.sorted() {
      guard let identity = work.identity(at: position) else { continue }
      let problem = Problem(.idAlreadyUsed, detail: "the id, with this source, is that of another message")
      if canAnswer(work.batch.deliveries[position]) {
        answer(try replies.rejected(problem, to: identity, now: work.emission.now), at: position, in: &work)
        work.note(
          .refused, at: position, identity: identity, code: problem.code.rawValue, detail: problem.detail)
      } else {
        bury(
          position, identity: identity, messageID: identity.key.messageID.description,
          reason: DeadLetterReason(code: problem.code, detail: problem.detail), in: &work)
      }
    }
  }

  /// Answers or buries what no handler gets to see.
  private func refuseUnhandled(_ work: inout BatchWork) throws {
    for message in work.batch.unhandled
    where !work.duplicates.contains(message.position) && !work.misused.contains(message.position) {
      if mayBecomeKnown(message, in: work) {
        work.heldPositions.insert(message.position)
        continue
      }
      let isUndecodable = message.reason.code == .undecodable || isForeign(message)
      let canAnswer = canAnswer(message, in: work.batch)
      if canAnswer {
        let reply = try replies.rejected(message.problem, to: message.identity, now: work.emission.now)
        if let key = message.identity?.key, !work.batch.questions.contains(message.position), !isForeign(message) {
          work.newReplies[key] = reply
        }
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
    case .accepted(let reply, let record):
      work.keep(record, of: identity, at: position)
      if !work.batch.questions.contains(position) { work.newReplies[identity.key] = reply }
      answer(reply, at: position, in: &work)
      work.note(.handled, at: position, identity: identity)
    case .refused(let problem):
      try concludeRefusal(problem, at: position, identity: identity, in: &work)
    }
  }

  private func concludeRefusal(
    _ problem: Problem, at position: Int, identity: MessageIdentity, in work: inout BatchWork
  ) throws {
    // A command that nobody waits for is refused for good, and staff are told; one that is wrong in itself is kept.
    let isUnheard = kind == .command && problem.code != .invalidMessage
    let isAnswered = canAnswer(work.batch.deliveries[position])
    if isUnheard || isAnswered {
      if !isAnswered, !work.batch.questions.contains(position) {
        tell(of: problem, at: position, identity: identity, in: &work)
      }
      let reply = try replies.rejected(problem, to: identity, now: work.emission.now)
      if !work.batch.questions.contains(position) { work.newReplies[identity.key] = reply }
      answer(reply, at: position, in: &work)
      work.note(
        .refused, at: position, identity: identity, code: problem.code.rawValue, detail: problem.detail)
    } else {
      bury(
        position, identity: identity, messageID: identity.key.messageID.description, reason: DeadLetterReason(problem),
        in: &work)
      work.buried.append(identity.key)
    }
  }

  /// Whether an event is of a type that another version of this program may know: it waits for that one, for a while.
  private func mayBecomeKnown(_ message: ReadBatch.Unhandled, in work: BatchWork) -> Bool {
    kind == .event && message.reason.code == .unknownType
      && work.batch.deliveries[message.position].returnCount < unknownTypeReturns
  }

  /// Whether what no handler gets to see is answered: not where it came past the exchange, for nobody honest waits there.
  private func canAnswer(_ message: ReadBatch.Unhandled, in batch: ReadBatch) -> Bool {
    let delivery = batch.deliveries[message.position]
    return canAnswer(delivery) && (!isForeign(message) || delivery.exchange == kind.exchange.rawValue)
  }

  /// Whether the answer to what no handler gets to see is kept.
  private func isRemembered(_ message: ReadBatch.Unhandled, in batch: ReadBatch) -> Bool {
    !isForeign(message) && canAnswer(batch.deliveries[message.position])
  }

  /// Whether it did not come its own way: it may be answered, but must not take an honest message's place in the inbox.
  private func isForeign(_ message: ReadBatch.Unhandled) -> Bool { message.reason.code == .senderNotAllowed }

  /// Whether there is somebody to answer, and it may be done: what asks otherwise is treated as not asking.
  private func canAnswer(_ delivery: Delivery) -> Bool {
    kind.isAnswered && delivery.properties.replyTo.map(ReplyFactory.mayBeAnswered) == true
  }

  private func answer(_ reply: Reply, at position: Int, in work: inout BatchWork) {
    let delivery = work.batch.deliveries[position]
    guard let message = replies.message(reply, to: delivery.properties) else { return }
    work.replies.append(message)
    work.answeredPositions.insert(position)
  }

  /// Tells staff of a command that was refused while nobody waited for the answer.
  private func tell(of problem: Problem, at position: Int, identity: MessageIdentity, in work: inout BatchWork) {
    let event = CommandRefused(
      messageId: identity.id.description, service: origin.service.rawValue, queue: queue,
      messageType: MessageDeadLettered.shown(identity.type), code: problem.code,
      fields: MessageDeadLettered.shown(problem.errors?.map(\.field) ?? []))
    let type = CommandRefused.messageType(service: origin.service.rawValue)
    work.emission.follow(identity.cause, rank: position)
    work.emission.append(
      event, type: type, exchange: .events, routingKey: type.routingKey, subject: event.subject,
      actor: work.emission.actor)
  }

  private func bury(
    _ position: Int, identity: MessageIdentity?, messageID: String?, reason: DeadLetterReason,
    in work: inout BatchWork
  ) {
    let death = kind == .rejected ? BrokerDeath(work.batch.deliveries[position], in: queue) : nil
    let delivery = death?.delivery ?? work.batch.deliveries[position]
    let queue = death?.queue ?? queue
    work.emission.follow(identity?.cause, rank: position)
    work.letters.append(
      deadLetters.message(delivery, messageID: messageID, reason: reason, queue: queue, at: work.emission.now))
    if let event = deadLetters.event(
      delivery, messageID: messageID, type: identity?.type, reason: reason, queue: queue)
    {
      let type = MessageDeadLettered.messageType(service: origin.service.rawValue)
      work.emission.append(
        event, type: type, exchange: .events, routingKey: type.routingKey, subject: event.subject,
        actor: work.emission.actor)
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
      transaction.enqueue(try inbox.insertReplies(work.newReplies.map { ($0.key, $0.value) }))
    }
    if !work.buried.isEmpty { transaction.enqueue(inbox.forget(work.buried)) }
    if !work.corrections.isEmpty { transaction.enqueue(corrections.insert(work.corrections, at: work.emission.now)) }
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
