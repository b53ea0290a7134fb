import Messages
import NotificationsDomain
import Vocabulary

/// A notification as it goes out by e-mail, before anybody knows where to.
package struct Letter: Sendable {
  /// The notification's.
  package let id: NotificationID
  /// Who is written to: `member`, `company`, `candidate` or `invitee`.
  package let audience: String
  /// What is told, such as `reward-granted`.
  package let name: String
  /// The id of the member, company, candidate or invitation.
  package let recipientID: String
  /// The address of who is known by it alone.
  let address: String?
  let language: Language
  package let subject: String
  package let text: String

  package init(
    id: NotificationID, audience: String, name: String, recipientID: String, address: String?, language: Language,
    subject: String, text: String
  ) {
    self.id = id
    self.audience = audience
    self.name = name
    self.recipientID = recipientID
    self.address = address
    self.language = language
    self.subject = subject
    self.text = text
  }
}
