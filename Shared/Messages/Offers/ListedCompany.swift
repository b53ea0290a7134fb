public import Vocabulary

/// A company as staff and its own space see it.
public struct ListedCompany: Listed {
  /// `companies`.
  public static let listName = "companies"

  /// The company.
  public var companyId: CompanyID
  /// Name.
  public var name: String
  /// SIREN.
  public var siren: SIREN?
  /// Where candidates are transmitted to.
  public var contactEmail: EmailAddress?
  /// The language to write in.
  public var locale: Language
  /// How many offers it can still publish with credits (O6).
  public var listingCredits: Int

  public init(
    companyId: CompanyID, name: String, siren: SIREN? = nil, contactEmail: EmailAddress? = nil, locale: Language,
    listingCredits: Int
  ) {
    self.companyId = companyId
    self.name = name
    self.siren = siren
    self.contactEmail = contactEmail
    self.locale = locale
    self.listingCredits = listingCredits
  }
}
