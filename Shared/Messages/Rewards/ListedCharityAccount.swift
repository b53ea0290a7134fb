public import Vocabulary

/// A charity and its account, as staff read it.
public struct ListedCharityAccount: Listed {
  /// `charityAccounts`.
  public static let listName = "charityAccounts"

  /// The charity.
  public var charityId: CharityID
  /// Its name.
  public var name: String
  /// Where it is written to.
  public var contactEmail: EmailAddress?
  /// The language that it is written to in.
  public var locale: Language
  /// Whether own-company bonuses go to it (W4).
  public var designated: Bool
  /// Whether members may give to it.
  public var active: Bool
  /// Since when it is on the list.
  public var registeredAt: Timestamp
  /// What it is owed, in cents.
  public var owedCents: Cents
  /// What it was paid, in cents.
  public var paidCents: Cents
  /// What it owes back, in cents.
  public var claimedCents: Cents

  public init(
    charityId: CharityID, name: String, contactEmail: EmailAddress? = nil, locale: Language, designated: Bool,
    active: Bool, registeredAt: Timestamp, owedCents: Cents, paidCents: Cents, claimedCents: Cents
  ) {
    self.charityId = charityId
    self.name = name
    self.contactEmail = contactEmail
    self.locale = locale
    self.designated = designated
    self.active = active
    self.registeredAt = registeredAt
    self.owedCents = owedCents
    self.paidCents = paidCents
    self.claimedCents = claimedCents
  }
}
