package import Vocabulary

/// A partner charity, as staff keep it (W10).
package struct Charity: Hashable, Sendable {
  /// The charity.
  package let id: CharityID
  /// Its name.
  package var name: String
  /// Where it is written to.
  package var contactEmail: EmailAddress?
  /// The language to write in.
  package var locale: Language
  /// Whether members may give to it; who may not any more is still paid what it is owed.
  package var isActive: Bool
  /// Grows with each change, and where the designation comes or goes.
  package var revision: Int

  package init(
    id: CharityID, name: String, contactEmail: EmailAddress? = nil, locale: Language = .french, isActive: Bool = true,
    revision: Int = 1
  ) {
    self.id = id
    self.name = name
    self.contactEmail = contactEmail
    self.locale = locale
    self.isActive = isActive
    self.revision = revision
  }
}
