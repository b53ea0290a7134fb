import Messages
import NotificationsDomain
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// A handler that keeps what its event teaches and tells who is concerned.
///
/// A handler says what its event teaches (`lesson`) and what it tells (`notices`); loading, writing, waiting and
/// completing what waited are the same for all.
package protocol NotificationHandler: EventHandler where State == NotificationBatch {
  /// Writes notifications.
  var composer: Composer { get }

  /// What a batch of events teaches: statements that keep it, and the things that notifications may have waited for.
  func lesson(_ messages: [Incoming<Payload>]) -> Lesson

  /// What one event tells, to whom.
  func notices(_ message: Incoming<Payload>) throws -> [Notice]

  /// What a batch of events tells beyond that, where it depends on what was told before.
  func furtherNotices(
    _ messages: [Incoming<Payload>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]]
}

/// What events teach.
package struct Lesson {
  /// Keeps it.
  var statements: [Statement] = []
  /// What is known from now on.
  var keys: [FactKey] = []
}

extension NotificationHandler {
  package func lesson(_ messages: [Incoming<Payload>]) -> Lesson { Lesson() }

  package func notices(_ message: Incoming<Payload>) throws -> [Notice] { [] }

  package func furtherNotices(
    _ messages: [Incoming<Payload>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] { [:] }

  package func load(_ messages: [Incoming<Payload>], in transaction: Transaction) async throws -> NotificationBatch {
    let resumed = try await learn(lesson(messages), in: transaction)
    let further = try await furtherNotices(messages, in: transaction)
    var batch = NotificationBatch(composer: composer, resumed: resumed)
    for message in messages {
      batch.add(try notices(message) + further[message.id, default: []], told: message.id, in: message.story)
    }
    try await batch.readFacts(in: transaction)
    return batch
  }

  package func decide(
    _ message: Incoming<Payload>, on state: inout NotificationBatch, emitting emission: inout Emission
  ) throws(Problem) {
    state.tell(message.id, emitting: &emission)
  }

  package func save(_ state: NotificationBatch) -> [Statement] { state.statements }

  /// Keeps what was taught and takes the notifications that waited for it.
  private func learn(_ lesson: Lesson, in transaction: Transaction) async throws -> [PendingNotice] {
    guard !lesson.statements.isEmpty else { return [] }
    let take = PendingNotificationStatements.take(waitingFor: Array(Set(lesson.keys)))
    let results = try await transaction.query(lesson.statements + [take])
    return try results.last.map { try $0.map(PendingNotice.init(row:)) } ?? []
  }
}
