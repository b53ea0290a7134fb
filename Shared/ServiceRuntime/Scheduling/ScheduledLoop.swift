import AMQPClient
import Logging
import MessageHandling
import Observability
import PostgreSQLClient
import Vocabulary

/// Runs scheduled work when it is due, and whenever something happened that may have made some due.
struct ScheduledLoop: Sendable {
  let work: any ScheduledWork
  let origin: MessageOrigin
  let transactions: OutboxTransactions
  let publisher: OutboxPublisher
  let database: DatabaseGate
  let signal: Signal
  /// The signals of the service's other work, which this one may make due.
  let others: [Signal]
  let logger: Logger

  /// How long to wait at most before looking for work that another replica planned, in seconds.
  private let interval = 5.0

  /// Runs until the signal is closed.
  func run() async {
    var backoff = ReconnectBackoff(base: 0.1, maximum: 2)
    while !signal.isClosed {
      let pause: Double
      do {
        pause = try await runOnce()
      } catch {
        logger.error(
          "scheduled work failed; trying again", metadata: ["work": "\(work.name)", LogKey.error: "\(error)"])
        if FailureKind(error) == .databaseAway {
          guard await database.waitUntilBack(after: error, backoff: &backoff) else { return }
        }
        pause = 1
      }
      await signal.wait(seconds: pause)
    }
  }

  private func runOnce() async throws -> Double {
    let (next, owed) = try await workOnce()
    if owed != nil { others.forEach { $0.set() } }
    _ = await publisher.publish(owed)
    switch next {
    case .immediately: return 0
    case .at(let instant):
      return min(interval, max(0, Double(instant.microseconds - Timestamp.now.microseconds) / 1_000_000))
    case .whenSomethingHappens: return interval
    }
  }

  /// Does what is due, in one transaction; what that owes is the caller's to publish.
  func workOnce() async throws -> (result: NextRun, owed: OutboxRow?) {
    try await transactions.run { transaction in
      var emission = Emission(of: origin, now: .now)
      emission.follow(nil)
      let next = try await work.run(at: emission.now, in: transaction, emitting: &emission)
      if let failure = emission.failure { throw failure }
      return (next, emission.messages.map { OutboxMessage($0, from: origin.service) })
    }
  }
}
