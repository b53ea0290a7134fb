import FoundationEssentials
import Messages
import NotificationsDomain
import PostgreSQLClient
import Vocabulary

extension Composer {
  /// The row in which a notice waits for what else its letter tells; nil where it is a letter of its own, or none at all.
  func part(_ notice: Notice) throws -> LetterPartRow? {
    guard isMailing, notice.kind.letterPart != nil, let member = notice.recipientID.flatMap(MemberID.init) else {
      return nil
    }
    // A notice that waited since before there were such letters tells by itself.
    let about = notice.about ?? notice.id.description
    let part = notice.asPart(ofLetterAbout: about)
    return LetterPartRow(
      id: notice.id, memberID: member, about: about, kind: notice.kind, awaits: notice.awaitedPart,
      notice: PostgreSQLJSON(try JSONBytes.encode(part)))
  }
}

/// Writes the letters that tell several things at once: a hire is one letter to the member, not four.
struct LettersOfOneStory: Sendable {
  /// Letters that one transaction writes at most.
  private static let atOnce = 200
  /// Seconds between looks while a letter waits for what belongs in it.
  static let patience = 0.25

  let composer: Composer

  /// Writes the letters that are whole, to be sent at once; whether there are more.
  func write(at now: Timestamp, in transaction: Transaction) async throws -> Bool {
    let rows = try await transaction.query(LetterPartStatements.takeWhole(letters: Self.atOnce, at: now))
    guard rows.count > 0 else { return false }
    let parts = try rows.map { row in
      let (member, about, json) = try row.decode((MemberID, String, PostgreSQLJSON).self)
      return (
        letter: "\(member) \(about)", notice: try JSONBytes.decode(Notice.self, from: Data(json.bytes))
      )
    }
    let facts = try await FactStatements(parts.map(\.notice), recent: composer.recent).read(in: transaction)
    let stories = Dictionary(grouping: parts, by: \.letter).values.map { $0.map(\.notice) }
    var letters: [Letter] = []
    var folded: [FoldedOffer] = []
    for story in stories {
      guard let letter = composer.letter(telling: story, with: facts), let member = MemberID(letter.recipientID) else {
        continue
      }
      letters.append(letter)
      folded += story.filter(\.kind.isTold).map {
        FoldedOffer(notificationID: $0.id, memberID: member, letterID: letter.id)
      }
    }
    if !letters.isEmpty {
      transaction.enqueue([LetterStatements.insert(letters, at: now), WaitingOfferStatements.fold(folded, at: now)])
    }
    return stories.count == Self.atOnce
  }
}
