import Logging
import Messages
import Metrics
import NotificationsDomain
import Observability
import PostgreSQLClient
import MessageHandling
import Synchronization
import Vocabulary

/// Gives up notifications whose fact never came, and says how many wait: once a minute, and by an index.
///
/// What is waited for by then was lost, or never existed. Nobody who waits to be told learns that by silence: staff are
/// told of each, as they are of a letter that is given up.
package final class PendingAge: Sendable {
  /// Seconds that a notification waits, where no setting says otherwise.
  package static let defaultRetention = 35.0 * 86_400
  /// Seconds between two looks.
  private static let interval = 60.0
  /// How many notifications one transaction gives up.
  private static let limit = 200

  private let retention: Double
  private let nextLook = Mutex(Timestamp(microseconds: 0))
  private let logger = Logger(label: "coopt.notifications")

  init(retention: Double) {
    self.retention = retention
  }

  /// Gives up what has waited for too long, where it is time to look; what staff are told of each, in its own story.
  func look(at now: Timestamp, in transaction: Transaction) async throws -> [PendingNotice] {
    guard nextLook.withLock({ $0 <= now }) else { return [] }
    let results = try await transaction.query([
      PendingNotificationStatements.giveUp(since: now.adding(seconds: -retention), count: Self.limit),
      PendingNotificationStatements.waiting,
    ])
    let (count, since) = try results[1][0].decode((Int, Timestamp?).self)
    Self.report(count: count, age: since.map { Double(now.microseconds - $0.microseconds) / 1_000_000 } ?? 0)
    let given = try results[0].map(giveUp)
    // While there is more, the next run goes on.
    if given.count < Self.limit { nextLook.withLock { $0 = now.adding(seconds: Self.interval) } }
    return given
  }

  private func giveUp(_ row: Row) throws -> PendingNotice {
    let (json, kind, id, since) = try row.decode((PostgreSQLJSON, String, String, Timestamp).self)
    let pending = try PendingNotice(json)
    logger.error(
      "a notification is given up: what it needs to be written was never told",
      metadata: [
        LogKey.code: "fact-never-told", "notification_id": "\(pending.notice.id)",
        "kind": "\(pending.notice.kind.rawValue)",
        "awaited": "\(kind) \(id)", "pending_since": "\(since)", LogKey.messageID: "\(pending.story.messageID)",
        LogKey.correlationID: "\(pending.story.correlationID)",
      ])
    Counter(label: MetricName.notificationsGivenUp, dimensions: [("awaited", kind)]).increment()
    return PendingNotice(
      Self.givenUp(pending.notice, of: pending.story.messageID, awaiting: kind, id, since: since), in: pending.story)
  }

  /// What staff are told of a notice of an event that waited for a thing in vain: ids, and never what it would have said.
  package static func givenUp(
    _ notice: Notice, of event: String, awaiting kind: String, _ id: String, since: Timestamp
  ) -> Notice {
    let details = EventFields().with([
      ("notificationId", .string(notice.id.description)),
      ("recipientKind", .string(notice.kind.audience)),
      ("recipientId", notice.recipientID.map { .string($0) }),
      ("name", .string(notice.kind.name)),
      ("messageId", .string(event)),
      ("awaitedKind", .string(kind)),
      ("awaitedId", .string(id)),
      ("pendingSince", .string(since.description)),
    ])
    return .staff(.staffNotificationGivenUp, details: details)
  }

  private static func report(count: Int, age: Double) {
    Gauge(label: MetricName.notificationsPending).record(count)
    Gauge(label: MetricName.notificationsOldest).record(age)
    // There from the start, so that the first one is seen to grow.
    for kind in FactKind.allCases {
      Counter(label: MetricName.notificationsGivenUp, dimensions: [("awaited", kind.rawValue)]).increment(by: 0)
    }
  }
}
