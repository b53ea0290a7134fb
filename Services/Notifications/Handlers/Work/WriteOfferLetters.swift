import MessageHandling
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

/// Writes one letter to each member for all offers that waited, once they are due (M11).
///
/// What waits is looked at again: who left is written to no more, what is closed is left out, and how offers reach the member
/// is followed as it is now. Letter and waiting offers change hands in one transaction, so that a process that dies
/// leaves either what waits or the letter; replicas pass over each other's members.
package struct WriteOfferLetters: ScheduledWork {
  package let name = "write-offer-letters"
  /// How many members one transaction writes to.
  private let limit: Int
  private let letters: OfferLetters
  private let window: Double

  /// Seconds that offers wait for each other; members to whom one run writes.
  package init(_ letters: OfferLetters, window: Double, limit: Int = 200) {
    self.letters = letters
    self.window = window
    self.limit = limit
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let results = try await transaction.query([
      OfferWindowStatements.takeDue(limit: limit, window: window, at: now),
      OfferWindowStatements.nextDue(after: now),
    ])
    let due = try results[0].map(OfferWindow.init(row:))
    guard !due.isEmpty else {
      return try results[1][0].decode(Timestamp?.self).map { .at($0) } ?? .whenSomethingHappens
    }
    var ended: [OfferWindow] = []
    var moved: [(memberID: MemberID, until: Timestamp)] = []
    for waiting in due {
      switch waiting.fate(at: now) {
      case .letter, .none: ended.append(waiting)
      case .waits(let until): moved.append((waiting.memberID, until))
      }
    }
    if !moved.isEmpty { transaction.enqueue(OfferWindowStatements.move(moved)) }
    if !ended.isEmpty { try await end(ended, at: now, in: transaction) }
    return .immediately
  }

  /// Ends members' windows: writes their letters, and notes which offer went into which.
  private func end(_ ended: [OfferWindow], at now: Timestamp, in transaction: Transaction) async throws {
    let results = try await transaction.query([
      WaitingOfferStatements.select(ended.map(\.memberID), at: now), BonusStatements.inForce(at: now),
    ])
    let amounts = try BonusStatements.amounts(results[1])
    let offers = Dictionary(grouping: try results[0].map(WaitingOfferStatements.offer), by: \.member)
    var written: [Letter] = []
    var folded: [FoldedOffer] = []
    for waiting in ended {
      let offers = offers[waiting.memberID, default: []].map(\.offer)
      let letter =
        waiting.fate(at: now) == .letter
        ? letters.letter(to: waiting.reader, proposing: offers.proposed(at: now), for: amounts) : nil
      if let letter { written.append(letter) }
      folded += fold(offers, into: letter, of: waiting.memberID, at: now)
    }
    if !written.isEmpty { transaction.enqueue(LetterStatements.insert(written, at: now)) }
    transaction.enqueue([
      WaitingOfferStatements.fold(folded, at: now), WaitingOfferStatements.delete(folded),
      OfferWindowStatements.end(ended.map(\.memberID)),
    ])
  }

  /// What became of each offer: one that was proposed twice is in the letter, too.
  private func fold(
    _ offers: [WaitingOffer], into letter: Letter?, of member: MemberID, at now: Timestamp
  ) -> [FoldedOffer] {
    offers.map { offer in
      FoldedOffer(
        notificationID: offer.notificationID, memberID: member,
        letterID: offer.isProposed(at: now) ? letter?.id : nil)
    }
  }
}

extension OfferWindow {
  fileprivate func fate(at now: Timestamp) -> OfferLetterFate { member.fate(of: (begunAt, dueAt), at: now) }

  fileprivate var reader: OfferLetters.Reader {
    OfferLetters.Reader(
      memberID: memberID, language: language, name: name, level: level, offersByMail: member.offersByMail)
  }
}
