import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// A handler that tells who is concerned.
///
/// A handler says what its event tells (`notices`) and, where it teaches something, how to keep it (`record`); looking
/// up what else is needed, writing and waiting are the same for all.
package protocol NotificationHandler: EventHandler where State == NotificationBatch {
  /// Writes notifications.
  var composer: Composer { get }

  /// The statements that keep what a batch of events teaches.
  func record(_ messages: [Incoming<Payload>]) -> [Statement]

  /// What one event tells, to whom.
  func notices(_ message: Incoming<Payload>) throws -> [Notice]

  /// What a batch of events tells beyond that, where it depends on what was told before.
  func furtherNotices(
    _ messages: [Incoming<Payload>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]]
}

extension NotificationHandler {
  package func record(_ messages: [Incoming<Payload>]) -> [Statement] { [] }

  package func furtherNotices(
    _ messages: [Incoming<Payload>], in transaction: Transaction
  ) async throws -> [MessageID: [Notice]] { [:] }

  package func load(_ messages: [Incoming<Payload>], in transaction: Transaction) async throws -> NotificationBatch {
    let taught = record(messages)
    transaction.enqueue(taught)
    let further = try await furtherNotices(messages, in: transaction)
    var told: [MessageID: [PendingNotice]] = [:]
    for message in messages {
      let notices = try notices(message) + further[message.id, default: []]
      told[message.id] = notices.map { notice in
        let story = message.story
        return PendingNotice(
          notice.told(by: story.messageID, causedBy: message.event.causationID), in: story)
      }
    }
    let notices = told.values.joined().map(\.notice)
    let now = messages.first?.receivedAt ?? .now
    let steps = Set(notices.compactMap(\.place?.tells).filter(\.kind.isStep))
    if !steps.isEmpty { transaction.enqueue(StepStatements.insert(Array(steps), at: now)) }
    let facts = try await FactStatements(notices, recent: composer.recent).read(in: transaction)
    return try NotificationBatch(
      told, facts: facts, teaches: !taught.isEmpty, composer: composer, at: now)
  }

  package func decide(
    _ message: Incoming<Payload>, on state: inout NotificationBatch, emitting emission: inout Emission
  ) throws(Problem) {
    state.tell(message.id, emitting: &emission)
  }

  /// What is told of a story has its order, as has what a member is told.
  package static var reach: MessageReach { .toldThings }

  /// What waits may go once a fact is known, and so may what has just begun to wait; letters go at once.
  ///
  /// What waits for its turn looks by itself.
  package func mayMakeWorkDue(_ state: NotificationBatch) -> Bool { state.teaches || state.leavesWork }

  package func save(_ state: NotificationBatch) -> [Statement] { state.statements }
}
