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

  init(row: Row) throws {
    let (id, audience, name, recipientID, address, language, subject, text, number) = try row.decode(
      (NotificationID, String, String, String, String, Language, String, String, Int).self)
    self.letter = Letter(
      id: id, audience: audience, name: name, recipientID: recipientID, address: nil, language: language,
      subject: subject, text: text)
    self.address = address
    self.number = number
  }
}
