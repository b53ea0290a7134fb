import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Sends the notifications whose last missing fact has become known, and whose turn it is.
///
/// Whoever tells a fact and whoever waits for it need no locks against each other: this runs after every commit of
/// either, and the later of the two commits leaves both to be seen.
package struct CompletePendingNotifications: ScheduledWork {
  package let name = "complete-pending-notifications"
  /// Each batch may be what one waits for, and hardly any is: those of a moment are looked after together.
  package let rest = Duration.milliseconds(25)
  private let composer: Composer
  /// Gives up, now and then, what has waited for too long.
  private let age: PendingAge
  /// How many notifications one transaction takes.
  private let limit = 500
  /// Seconds between looks while a notification waits for its turn.
  ///
  /// What tells a step, here or in another replica, does not wake this work: steps are told with every hire, and hardly
  /// anybody ever waits for one.
  private let patience = 0.25

  /// Sends what the composer writes; what has waited for longer than a number of seconds is given up.
  package init(composer: Composer, retention: Double = PendingAge.defaultRetention) {
    self.composer = composer
    self.age = PendingAge(retention: retention)
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let given = try await age.look(at: now, in: transaction)
    for pending in given { emission.notify(composer.compose(pending.notice, with: Facts()), resuming: pending.story) }
    let results = try await transaction.query([
      PendingNotificationStatements.takeReady(limit: limit, at: now), PendingNotificationStatements.isAnyInLine,
    ])
    let taken = try results[0].map { row in
      let (notice, until) = try row.decode((PostgreSQLJSON, Timestamp?).self)
      return (pending: try PendingNotice(notice), until: until)
    }
    let isAnyInLine = try results[1][0].decode(Bool.self)
    let next = isAnyInLine ? NextRun.at(now.adding(seconds: patience)) : .whenSomethingHappens
    guard !taken.isEmpty else { return given.isEmpty ? next : .immediately }
    var facts = try await FactStatements(taken.map(\.pending.notice), recent: composer.recent).read(in: transaction)
    var done: [Notice] = []
    var moved: [(id: NotificationID, awaited: Awaited)] = []
    var letters: [Letter] = []
    var parts: [LetterPartRow] = []
    var proposals: [ProposedOffer] = []
    for (pending, until) in taken {
      switch facts.fate(of: pending.notice, until: until, at: now) {
      case .told:
        let notification = send(pending, with: facts, emitting: &emission)
        if let part = try composer.part(pending.notice) {
          parts.append(part)
        } else if let proposal = composer.proposal(pending.notice) {
          proposals.append(proposal)
        } else if let letter = composer.letter(notification, telling: pending.notice, with: facts) {
          letters.append(letter)
        }
        facts.waitsNoMore(pending.notice)
        done.append(pending.notice)
      case .void:
        facts.waitsNoMore(pending.notice)
        done.append(pending.notice)
      case .waits(let awaited): moved.append((pending.notice.id, awaited))
      }
    }
    transaction.enqueue([
      PendingNotificationStatements.delete(done.map(\.id)), PendingNotificationStatements.move(moved),
    ])
    if !letters.isEmpty { transaction.enqueue(LetterStatements.insert(letters, at: now)) }
    if !parts.isEmpty { transaction.enqueue(LetterPartStatements.insert(parts, at: now)) }
    if !proposals.isEmpty {
      transaction.enqueue(OfferWindowStatements.keep(proposals, window: composer.offerWindow, at: now))
    }
    // What a notification waits for now may have become known meanwhile, while its row was passed over elsewhere; and
    // others may have waited for one that is told.
    let isMore = taken.count == limit || !moved.isEmpty || done.contains { $0.place?.tells != nil }
    return isMore || !given.isEmpty ? .immediately : next
  }

  private func send(
    _ pending: PendingNotice, with facts: Facts, emitting emission: inout Emission
  ) -> NotificationMessage {
    let notification = composer.compose(pending.notice, with: facts)
    guard pending.notice.kind.isTold else { return notification }
    if pending.notice.kind.beginsStory {
      emission.notify(notification, asNewStory: true)
    } else {
      emission.notify(notification, resuming: pending.story)
    }
    return notification
  }
}

extension Facts {
  /// A notification is told, or never will be.
  fileprivate mutating func waitsNoMore(_ notice: Notice) {
    guard let step = notice.place?.tells else { return }
    let key = TopicStep(topic: notice.topic, step: step)
    if waiting[key]?.id == notice.id { waiting[key] = nil }
  }
}
