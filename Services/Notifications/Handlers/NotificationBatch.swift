import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The notices of a batch of events: what goes out, and what has to wait.
package struct NotificationBatch: Sendable {
  private let composer: Composer
  private let told: [MessageID: [Notice]]
  private let facts: Facts
  /// Whether the batch taught facts that somebody may wait for.
  let teaches: Bool
  /// The rows of what has to wait; all of them made when loading, since making them may fail.
  private let rows: [NotificationID: PendingRow]

  private var waiting: [PendingRow] = []
  private var letters: [Letter] = []
  private var decidedAt: Timestamp?

  init(_ told: [MessageID: [PendingNotice]], facts: Facts, teaches: Bool, composer: Composer) throws {
    self.composer = composer
    self.facts = facts
    self.teaches = teaches
    self.told = told.mapValues { $0.map(\.notice) }
    var rows: [NotificationID: PendingRow] = [:]
    for pending in told.values.joined() {
      guard case .waits(let key) = facts.readiness(for: pending.notice.needs) else { continue }
      rows[pending.notice.id] = try pending.row(awaiting: key)
    }
    self.rows = rows
  }

  /// Emits what a message tells; keeps what has to wait.
  mutating func tell(_ message: MessageID, emitting emission: inout Emission) {
    decidedAt = emission.now
    for notice in told[message] ?? [] {
      if let row = rows[notice.id] {
        waiting.append(row)
      } else if facts.readiness(for: notice.needs) == .ready {
        let notification = composer.compose(notice, with: facts)
        emission.notify(notification, asNewStory: notice.kind.beginsStory)
        if let letter = composer.letter(notification, telling: notice) { letters.append(letter) }
      }
    }
  }

  /// Whether the batch leaves something to be done: a notification waits, or a letter is to be sent.
  var leavesWork: Bool { !waiting.isEmpty || !letters.isEmpty }

  /// Has wait what has to, and keeps the letters.
  var statements: [Statement] {
    guard let decidedAt else { return [] }
    var statements: [Statement] = []
    if !waiting.isEmpty { statements.append(PendingNotificationStatements.insert(waiting, since: decidedAt)) }
    if !letters.isEmpty { statements.append(LetterStatements.insert(letters, at: decidedAt)) }
    return statements
  }
}
