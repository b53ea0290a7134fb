import Vocabulary

/// Who posts offers (O1).
package struct Company: Hashable, Sendable {
  package let id: CompanyID
  package var name: String
  package var siren: SIREN?
  /// Where candidates are transmitted to.
  package var contactEmail: EmailAddress?
  /// The language to write in, where the company said which.
  package var locale: Language?
  /// How many changes there were, the registration included.
  package var revision: Int

  package init(
    id: CompanyID, name: String, siren: SIREN? = nil, contactEmail: EmailAddress? = nil, locale: Language? = nil,
    revision: Int = 1
  ) {
    self.id = id
    self.name = name
    self.siren = siren
    self.contactEmail = contactEmail
    self.locale = locale
    self.revision = revision
  }
}
