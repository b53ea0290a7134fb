import Vocabulary

/// How to reach a member: what staff and notifications alone may know (M9).
package struct Contact: Hashable, Sendable {
  package var firstName: String
  package var lastName: String
  package var email: EmailAddress
  /// As the member wrote it.
  package var phone: String?
  /// How offers reach the member by mail (M11).
  package var offersByMail: OffersByMail

  package init(
    firstName: String, lastName: String, email: EmailAddress, phone: String? = nil,
    offersByMail: OffersByMail = .atOnce
  ) {
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.offersByMail = offersByMail
  }
}
