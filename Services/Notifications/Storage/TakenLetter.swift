import PostgreSQLClient
import MessageHandling
import Vocabulary

/// A letter that is to be sent now.
struct TakenLetter: Sendable {
  let letter: Letter
  /// Where to.
  let address: String
  /// How many attempts this one makes.
  let number: Int
  /// When it was taken, to the microsecond: with the number, what tells this taking from any other.
  let takenAt: Timestamp

  init(row: Row) throws {
    let (id, audience, name, recipientID, address, language, subject, text, number, takenAt) = try row.decode(
      (NotificationID, String, String, String, String, Language, String, String, Int, Timestamp).self)
    self.letter = Letter(
      id: id, audience: audience, name: name, recipientID: recipientID, address: nil, language: language,
      subject: subject, text: text)
    self.address = address
    self.number = number
    self.takenAt = takenAt
  }
}
