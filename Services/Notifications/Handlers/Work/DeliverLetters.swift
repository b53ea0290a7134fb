import Logging
import Messages
import Metrics
import NotificationsDomain
import Observability
import PostgreSQLClient
import SMTPClient
import MessageHandling
import Vocabulary

/// Hands letters over to the mail server, and keeps account of what became of each (N4).
///
/// A letter goes through several runs. One takes it, which counts as an attempt, and commits that. The next finds that
/// committed; the one after sends it before its transaction has done anything, so that no lock and no snapshot is held
/// while a mail server takes its time, and notes what came of it, if that is known within a moment. A letter that takes
/// longer is kept by the runs that follow, which go on with others. A process that dies leaves letters that are taken
/// again when their time is over: sent again at worst, under the same `Message-ID` and as another attempt, never lost.
package final class DeliverLetters: ScheduledWork {
  package let name = "deliver-letters"
  /// How long letters are taken for, in seconds; those that are under way are kept for as long again and again.
  private static let lease = 120.0
  /// How long a run waits for letters that it sent, in seconds: mail servers take most of them in less.
  private static let patience = 1.0
  /// How long a run waits for letters that take longer, in seconds: it holds a connection to the database meanwhile.
  private static let glance = 0.25
  /// Among how many letters, those that are due first, one run looks for those without an address.
  private static let lookedThrough = 100
  /// What stands for an answer where there was nobody to ask.
  private static let noAddress = "no-address"

  private let composer: Composer
  private let mailing: Mailing
  /// How long a letter waits for somebody's address, in seconds.
  private let retention: Double
  private let logger = Logger(label: "coopt.letters")
  private let inHand: LettersInHand
  /// Tells the instant at which a dialogue ends, which no run does.
  private let clock: @Sendable () -> Timestamp

  /// Sends what the composer writes.
  package init(
    composer: Composer, mailing: Mailing, retention: Double = PendingAge.defaultRetention,
    clock: @escaping @Sendable () -> Timestamp = { .now }
  ) {
    self.composer = composer
    self.mailing = mailing
    self.retention = retention
    self.clock = clock
    self.inHand = LettersInHand(limit: mailing.carrier.connections, patience: mailing.patience)
  }

  /// Has letters under way come to their ends, gives back those that were taken and not sent, and takes no others.
  package func drain(until deadline: ContinuousClock.Instant) async -> Bool {
    inHand.close()
    // Those under way have to be kept from others meanwhile, which takes a run.
    let pause = min(deadline, .now + .seconds(Self.lease / 4))
    if await inHand.waitForEnd(until: pause) { return true }
    return !inHand.isEmpty && .now < deadline && !Task.isCancelled
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let begun = inHand.begin(at: now)
    for letter in begun { send(letter) }
    await inHand.wait(for: begun, seconds: begun.isEmpty ? Self.glance : Self.patience)
    try await note(in: transaction, emitting: &emission)
    try await giveBack(at: now, in: transaction)
    try await confirm(at: now, in: transaction)
    let isMore = try await LettersOfOneStory(composer: composer).write(at: now, in: transaction)
    try await take(at: now, in: transaction, emitting: &emission)
    return isMore ? .immediately : try await nextRun(at: now, in: transaction)
  }

  /// Whether no letter is in hand, so that nothing but time or a message makes more to do.
  package var isAtRest: Bool { inHand.isEmpty }

  private func confirm(at now: Timestamp, in transaction: Transaction) async throws {
    let taken = inHand.taken
    if !taken.isEmpty {
      let held = try await transaction.query(LetterStatements.held(taken)).map { try $0.decode(NotificationID.self) }
      inHand.confirm(Set(held), until: taken[0].takenAt.adding(seconds: Self.lease / 2))
    }
    let kept = inHand.due(at: now, lease: Self.lease)
    if !kept.isEmpty { transaction.enqueue(LetterStatements.keep(kept, for: Self.lease, at: now)) }
  }

  private func take(at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission) async throws {
    let room = inHand.room(at: now)
    guard room > 0 else { return }
    let tooOld = now.adding(seconds: -retention)
    let results = try await transaction.query([
      LetterStatements.giveUpWithoutAddress(before: tooOld, ofFirst: Self.lookedThrough, at: now),
      LetterStatements.putOffWithoutAddress(since: tooOld, ofFirst: Self.lookedThrough, at: now),
      LetterStatements.take(limit: room, for: Self.lease, at: now),
    ])
    for row in results[0] { try tellOfNoAddress(row, emitting: &emission) }
    inHand.take(try results[2].map(TakenLetter.init(row:)))
  }

  private func nextRun(at now: Timestamp, in transaction: Transaction) async throws -> NextRun {
    if inHand.isWaiting { return .at(.now.adding(seconds: 1)) }
    guard inHand.isEmpty else { return .immediately }
    let results = try await transaction.query([LetterStatements.nextDue, LetterPartStatements.isAnyKept])
    let due = try results[0][0].decode(Timestamp?.self).map { max($0, inHand.closedUntil ?? $0) }
    guard try results[1][0].decode(Bool.self) else { return due.map { .at($0) } ?? .whenSomethingHappens }
    let look = now.adding(seconds: LettersOfOneStory.patience)
    return .at(due.map { min($0, look) } ?? look)
  }

  // MARK: Sending

  private func send(_ taken: TakenLetter) {
    let message = MailMessage(
      letter: taken.letter, recipient: taken.address, sender: mailing.sender, replyTo: composer.platform.replyTo,
      date: .now, unsubscription: mailing.unsubscription)
    // A task of nobody's: it outlives this run, as `LettersInHand` explains, and ends with its dialogue's time limits.
    Task { [mailing, self] in
      let outcome = await mailing.carrier.send(
        message.bytes, from: mailing.sender.address.rawValue, to: taken.address, onUse: inHand.use)
      end(taken, outcome)
    }
  }

  private func end(_ taken: TakenLetter, _ outcome: SMTPOutcome) {
    let (result, isClosed) = inHand.end(taken, outcome, at: clock())
    Counter(
      label: MetricName.letters,
      dimensions: [("state", result.stateName), ("fate", result.fate), ("stage", outcome.stage.rawValue)]
    ).increment()
    guard result.state != .sent else { return }
    var metadata: Logger.Metadata = [
      "stage": "\(outcome.stage.rawValue)", "answer": "\(outcome.word)", LogKey.error: "\(outcome.detail)",
    ]
    if let next = result.nextAttempt { metadata["next_attempt_at"] = "\(next)" }
    if isClosed { logger.warning("the mail server cannot be used; letters wait", metadata: metadata) }
    guard result.counts else { return }
    metadata["notification_id"] = "\(taken.letter.id)"
    metadata["attempt"] = "\(taken.number)"
    metadata["fate"] = "\(result.fate)"
    logger.warning("a letter was not delivered", metadata: metadata)
  }

  // MARK: Noting

  /// Notes what became of letters, and tells staff of those that are given up.
  ///
  /// What a former run noted is noted once more, in case that was rolled back; it is settled once that changes nothing.
  private func note(in transaction: Transaction, emitting emission: inout Emission) async throws {
    let results = inHand.results
    guard !results.isEmpty else { return }
    let changed = Set(
      try await transaction.query(LetterStatements.record(results)).map { try $0.decode(NotificationID.self) })
    inHand.settle(results.filter { !changed.contains($0.taken.letter.id) })
    for result in results where changed.contains(result.taken.letter.id) && result.state == .givenUp {
      let notice = Self.givenUp(result.taken.letter, after: result.taken.number, outcome: result.outcome)
      emission.notify(composer.compose(notice, with: Facts()))
    }
  }

  /// Tells staff of a letter that is given up because nobody gave its recipient's address for long.
  private func tellOfNoAddress(_ row: Row, emitting emission: inout Emission) throws {
    let (id, audience, name, recipientID, attempts) = try row.decode(
      (NotificationID, String, String, String, Int).self)
    Counter(
      label: MetricName.letters, dimensions: [("state", "given-up"), ("fate", Self.noAddress), ("stage", "none")]
    ).increment()
    logger.warning(
      "a letter was not delivered", metadata: ["notification_id": "\(id)", "fate": "\(Self.noAddress)"])
    let notice = Self.givenUp(
      id, name: name, to: audience, recipientID, after: attempts, answer: Self.noAddress, replyCode: nil)
    emission.notify(composer.compose(notice, with: Facts()))
  }

  /// Gives back letters that were taken and are not to be sent: a later run finds that committed, and forgets them.
  private func giveBack(at now: Timestamp, in transaction: Transaction) async throws {
    let unsent = inHand.unsent
    guard !unsent.isEmpty else { return }
    let changed = Set(
      try await transaction.query(LetterStatements.giveBack(unsent, at: now)).map { try $0.decode(NotificationID.self) }
    )
    inHand.forget(unsent.filter { !changed.contains($0.letter.id) })
  }

  /// What staff are told of a letter that is not tried any more: whom it was for, never where to.
  package static func givenUp(_ letter: Letter, after attempts: Int, outcome: SMTPOutcome) -> Notice {
    givenUp(
      letter.id, name: letter.name, to: letter.audience, letter.recipientID, after: attempts, answer: outcome.word,
      replyCode: outcome.replyCode)
  }

  private static func givenUp(
    _ id: NotificationID, name: String, to audience: String, _ recipientID: String, after attempts: Int,
    answer: String, replyCode: Int?
  ) -> Notice {
    let details = EventFields().with([
      ("notificationId", .string(id.description)),
      ("recipientKind", .string(audience)),
      ("recipientId", .string(recipientID)),
      ("name", .string(name)),
      ("attempts", .integer(attempts)),
      ("replyCode", replyCode.map { .integer($0) }),
      ("answer", .string(answer)),
    ])
    return .staff(.staffDeliveryGivenUp, details: details)
  }
}
