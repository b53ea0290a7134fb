import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Sends the notifications whose last missing fact has become known.
///
/// Whoever tells a fact and whoever waits for it need no locks against each other: this runs after every commit of
/// either, and the later of the two commits leaves both to be seen.
package struct CompletePendingNotifications: ScheduledWork {
  package let name = "complete-pending-notifications"
  private let composer: Composer
  /// How many notifications one transaction takes.
  private let limit = 500

  package init(composer: Composer) {
    self.composer = composer
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let taken = try await transaction.query(PendingNotificationStatements.takeReady(limit: limit))
      .map(PendingNotice.init(row:))
    guard !taken.isEmpty else { return .whenSomethingHappens }
    let facts = try await FactReader(taken.flatMap(\.notice.keys)).read(in: transaction)
    var done: [NotificationID] = []
    var moved: [(id: NotificationID, awaited: FactKey)] = []
    var letters: [Letter] = []
    for pending in taken {
      switch facts.readiness(for: pending.notice.needs) {
      case .ready:
        let notification = send(pending, with: facts, emitting: &emission)
        if let letter = composer.letter(notification, telling: pending.notice) { letters.append(letter) }
        done.append(pending.notice.id)
      case .void: done.append(pending.notice.id)
      case .waits(let key): moved.append((pending.notice.id, key))
      }
    }
    transaction.enqueue([PendingNotificationStatements.delete(done), PendingNotificationStatements.move(moved)])
    if !letters.isEmpty { transaction.enqueue(LetterStatements.insert(letters, at: now)) }
    // What a notification waits for now may have become known meanwhile, while its row was passed over elsewhere.
    return taken.count == limit || !moved.isEmpty ? .immediately : .whenSomethingHappens
  }

  private func send(
    _ pending: PendingNotice, with facts: Facts, emitting emission: inout Emission
  ) -> NotificationMessage {
    let notification = composer.compose(pending.notice, with: facts)
    if pending.notice.kind.beginsStory {
      emission.notify(notification, asNewStory: true)
    } else {
      emission.notify(notification, resuming: pending.story)
    }
    return notification
  }
}
