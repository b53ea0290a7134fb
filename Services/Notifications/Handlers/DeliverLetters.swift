import Logging
import Messages
import Metrics
import NotificationsDomain
import Observability
import PostgreSQLClient
import SMTPClient
import MessageHandling
import Synchronization
import Vocabulary

/// Hands letters over to the mail server, and keeps account of what became of each (N4).
///
/// One run takes letters for a while and commits that; the next sends them before its transaction has done anything, so
/// that no lock and no snapshot is held while a mail server takes its time, and then notes what came of it. A process
/// that dies in between leaves letters that are taken again when their time is over: sent twice at worst, under the same
/// `Message-ID`, never lost.
package final class DeliverLetters: ScheduledWork {
  package let name = "deliver-letters"
  /// How many letters one run takes.
  private static let limit = 50
  /// How long a run goes on sending before it notes what it has done, in seconds.
  private static let patience = 5.0
  /// How long letters are taken for, in seconds: longer than a run with the slowest of servers.
  private static let lease = 120.0

  private struct State {
    var taken: [TakenLetter] = []
    /// What the run before noted: noted again, in case that was rolled back.
    var noted: [LetterResult] = []
  }

  private let composer: Composer
  private let mailing: Mailing
  private let logger = Logger(label: "coopt.letters")
  private let state = Mutex(State())

  /// Sends what the composer writes.
  package init(composer: Composer, mailing: Mailing) {
    self.composer = composer
    self.mailing = mailing
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let before = state.withLock { state in
      defer { state = State() }
      return state
    }
    let (results, isAway) = await send(before.taken)
    try await note(before.noted + results, in: transaction, emitting: &emission)
    // Asking a server that is away again is up to the first letter that is due then.
    let taken = isAway ? [] : try await take(in: transaction)
    state.withLock { $0 = State(taken: taken, noted: results) }
    return taken.isEmpty ? try await nextRun(in: transaction) : .immediately
  }

  private func take(in transaction: Transaction) async throws -> [TakenLetter] {
    transaction.enqueue(LetterStatements.putOffWithoutAddress(at: .now))
    return try await transaction.query(
      LetterStatements.take(limit: Self.limit, for: Self.lease, at: .now)
    ).map(TakenLetter.init(row:))
  }

  /// Sends letters one by one, until the time is over or the server turns out to be away.
  private func send(_ taken: [TakenLetter]) async -> (results: [LetterResult], isAway: Bool) {
    let deadline = Timestamp.now.adding(seconds: Self.patience)
    var results: [LetterResult] = []
    for (place, letter) in taken.enumerated() {
      guard Timestamp.now < deadline else {
        return (results + taken[place...].map { LetterResult($0, state: .pending(until: .now, counts: false)) }, false)
      }
      let (attempt, code) = await attempt(letter)
      let state = DeliveryState.after(attempt, number: letter.number, at: .now, patience: mailing.patience)
      guard attempt != .serverAway else {
        return (results + taken[place...].map { LetterResult($0, state: state) }, true)
      }
      results.append(LetterResult(letter, state: state, replyCode: code))
    }
    return (results, false)
  }

  private func attempt(_ taken: TakenLetter) async -> (DeliveryAttempt, code: Int?) {
    let message = MailMessage(
      letter: taken.letter, recipient: taken.address, sender: mailing.sender, date: .now)
    do throws(SMTPError) {
      let reply = try await mailing.client.send(
        message.bytes, from: mailing.sender.address.rawValue, to: taken.address)
      switch reply {
      case .accepted: return (.accepted, nil)
      case .refusedForNow(let code): return (.refusedForNow, code)
      case .refused(let code): return (.refused, code)
      }
    } catch {
      logger.warning(
        "the mail server cannot be used; letters wait",
        metadata: [LogKey.error: "\(error)", "retry_in_s": "\(mailing.patience.firstPause)"])
      return (.serverAway, nil)
    }
  }

  /// Notes what became of letters, and tells staff of those that are given up.
  private func note(
    _ results: [LetterResult], in transaction: Transaction, emitting emission: inout Emission
  ) async throws {
    guard !results.isEmpty else { return }
    let known = Dictionary(results.map { ($0.taken.letter.id, $0) }) { $1 }
    for row in try await transaction.query(LetterStatements.record(results)) {
      let (id, state) = try row.decode((NotificationID, String).self)
      Counter(label: MetricName.letters, dimensions: [("state", state)]).increment()
      guard state == "given-up", let result = known[id] else { continue }
      let notice = Self.givenUp(result.taken.letter, after: result.taken.number, replyCode: result.replyCode)
      emission.notify(composer.compose(notice, with: Facts()))
    }
  }

  /// What staff are told of a letter that is not tried any more: whom it was for, never where to.
  package static func givenUp(_ letter: Letter, after attempts: Int, replyCode: Int?) -> Notice {
    var details = JSONObject()
    details["notificationId"] = .string(letter.id.description)
    details["recipientKind"] = .string(letter.audience)
    details["recipientId"] = .string(letter.recipientID)
    details["name"] = .string(letter.name)
    details["attempts"] = .integer(attempts)
    details["replyCode"] = replyCode.map { .integer($0) }
    return .staff(.staffDeliveryGivenUp, details: details)
  }

  private func nextRun(in transaction: Transaction) async throws -> NextRun {
    let due = try await transaction.query(LetterStatements.nextDue)[0].decode(Timestamp?.self)
    return due.map(NextRun.at) ?? .whenSomethingHappens
  }
}
