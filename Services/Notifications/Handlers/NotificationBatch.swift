import Messages
import NotificationsDomain
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// The notices of a batch: those that its events tell, and those that waited for what its events teach.
package struct NotificationBatch: Sendable {
  private let composer: Composer
  /// What waited; it goes out with the first message that is decided.
  private var resumed: [PendingNotice]
  private var told: [MessageID: [PendingNotice]] = [:]
  private var facts = Facts()
  /// The rows of what is told and has to wait, and of what waited and has to wait on.
  private var rows: [NotificationID: PendingRow] = [:]

  private var waiting: [PendingRow] = []
  private var moved: [PendingRow] = []
  private var done: [NotificationID] = []
  private var now: Timestamp?

  init(composer: Composer, resumed: [PendingNotice]) {
    self.composer = composer
    self.resumed = resumed
  }

  /// Adds what a message tells.
  mutating func add(_ notices: [Notice], told message: MessageID, in story: Story) {
    told[message, default: []] += notices.map { PendingNotice($0, in: story) }
  }

  /// Reads what is known; what is missing is locked and looked for again.
  ///
  /// What is found then may lead to a further thing that is missing: a candidacy to its candidate. A notice has few
  /// needs, so the rounds end soon, however many messages there are.
  mutating func readFacts(in transaction: Transaction) async throws {
    let pending = resumed + told.values.joined()
    guard !pending.isEmpty else { return }
    let reader = FactReader(pending.flatMap(\.notice.keys))
    facts = try await reader.read(in: transaction)
    var locked: Set<FactKey> = []
    while true {
      let missing = Set(pending.compactMap { missingFact(of: $0.notice) }).subtracting(locked)
      guard !missing.isEmpty else { break }
      transaction.enqueue(AwaitedFactStatements.lock(missing))
      locked.formUnion(missing)
      facts = try await reader.read(in: transaction)
    }
    for notice in pending {
      guard let key = missingFact(of: notice.notice) else { continue }
      rows[notice.notice.id] = try notice.row(awaiting: key)
    }
  }

  /// Emits what a message tells, and first what waited; keeps what has to wait.
  mutating func tell(_ message: MessageID, emitting emission: inout Emission) {
    now = emission.now
    for waited in resumed {
      resume(waited, emitting: &emission)
    }
    resumed = []
    for pending in told.removeValue(forKey: message) ?? [] {
      tell(pending.notice, emitting: &emission)
    }
  }

  /// Makes what became of the notices true.
  var statements: [Statement] {
    var statements: [Statement] = []
    if let now, !waiting.isEmpty { statements.append(PendingNotificationStatements.insert(waiting, since: now)) }
    if !moved.isEmpty { statements.append(PendingNotificationStatements.move(moved)) }
    if !done.isEmpty { statements.append(PendingNotificationStatements.delete(done)) }
    return statements
  }

  private func missingFact(of notice: Notice) -> FactKey? {
    if case .waits(let key) = facts.readiness(for: notice.needs) { key } else { nil }
  }

  private mutating func tell(_ notice: Notice, emitting emission: inout Emission) {
    if let row = rows[notice.id] {
      waiting.append(row)
    } else if facts.readiness(for: notice.needs) == .ready {
      emission.notify(composer.compose(notice, with: facts), asNewStory: notice.kind.beginsStory)
    }
  }

  private mutating func resume(_ waited: PendingNotice, emitting emission: inout Emission) {
    let notice = waited.notice
    if let row = rows[notice.id] { return moved.append(row) }
    done.append(notice.id)
    guard facts.readiness(for: notice.needs) == .ready else { return }
    let notification = composer.compose(notice, with: facts)
    if notice.kind.beginsStory {
      emission.notify(notification, asNewStory: true)
    } else {
      emission.notify(notification, resuming: waited.story)
    }
  }
}
