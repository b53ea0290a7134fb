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
  /// What is not to be told.
  private let void: Set<NotificationID>

  private var waiting: [PendingRow] = []
  private var letters: [Letter] = []
  private var proposals: [ProposedOffer] = []
  /// What is told by mail together with what else follows from an event.
  private let parts: [NotificationID: LetterPartRow]
  private var toldParts: [LetterPartRow] = []
  private var decidedAt: Timestamp?

  init(
    _ told: [MessageID: [PendingNotice]], facts: Facts, teaches: Bool, composer: Composer, at now: Timestamp
  ) throws {
    self.composer = composer
    self.facts = facts
    self.teaches = teaches
    self.told = told.mapValues { $0.map(\.notice) }
    var rows: [NotificationID: PendingRow] = [:]
    var void: Set<NotificationID> = []
    var parts: [NotificationID: LetterPartRow] = [:]
    for pending in told.values.joined() {
      switch facts.fate(of: pending.notice, at: now) {
      case .told: parts[pending.notice.id] = try composer.part(pending.notice)
      case .waits(let awaited): rows[pending.notice.id] = try pending.row(awaiting: awaited)
      case .void: void.insert(pending.notice.id)
      }
    }
    self.rows = rows
    self.void = void
    self.parts = parts
  }

  /// Emits what a message tells; keeps what has to wait.
  mutating func tell(_ message: MessageID, emitting emission: inout Emission) {
    decidedAt = emission.now
    let notices = told[message] ?? []
    waiting += notices.compactMap { rows[$0.id] }
    let ready = notices.filter { rows[$0.id] == nil && !void.contains($0.id) }
    emission.continueStory(of: ready.compactMap(\.place).flatMap(facts.things))
    if ready.count == notices.count { remember(ready, on: &emission) }
    for notice in ready {
      let notification = composer.compose(notice, with: facts)
      if notice.kind.isTold { emission.notify(notification, asNewStory: notice.kind.beginsStory) }
      if let part = parts[notice.id] {
        toldParts.append(part)
      } else if let proposal = composer.proposal(notice) {
        proposals.append(proposal)
      } else if let letter = composer.letter(notification, telling: notice, with: facts) {
        letters.append(letter)
      }
    }
  }

  /// Notes what is told to everybody, once it is committed.
  private func remember(_ notices: [Notice], on emission: inout Emission) {
    let steps = notices.compactMap(\.place?.tells).filter(\.kind.isAwaited)
    guard !steps.isEmpty else { return }
    emission.onCommit { [recent = composer.recent] in recent.note(steps) }
  }

  /// Whether the batch leaves something to be done: a notification waits, or a letter is to be sent or written.
  var leavesWork: Bool { !waiting.isEmpty || !letters.isEmpty || !toldParts.isEmpty || !proposals.isEmpty }

  /// Has wait what has to, and keeps the letters.
  var statements: [Statement] {
    guard let decidedAt else { return [] }
    var statements: [Statement] = []
    if !waiting.isEmpty { statements.append(PendingNotificationStatements.insert(waiting, since: decidedAt)) }
    if !letters.isEmpty { statements.append(LetterStatements.insert(letters, at: decidedAt)) }
    if !toldParts.isEmpty { statements.append(LetterPartStatements.insert(toldParts, at: decidedAt)) }
    if !proposals.isEmpty {
      statements.append(OfferWindowStatements.keep(proposals, window: composer.offerWindow, at: decidedAt))
    }
    return statements
  }
}
