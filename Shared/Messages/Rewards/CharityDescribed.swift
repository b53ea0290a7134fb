public import Vocabulary

/// A charity as it is now; bound by notifications alone, which write to it (W10, M9).
public struct CharityDescribed: EventPayload {
  /// `coopt.rewards.charity-described.v1`.
  public static let messageType = MessageType(service: "rewards", name: "charity-described")

  /// The charity.
  public var charityId: CharityID
  /// Grows with each change of the charity; the greatest is the latest.
  public var revision: Int
  /// Its name.
  public var name: String
  /// Where it is written to.
  public var contactEmail: EmailAddress?
  /// The language to write in.
  public var locale: Language?
  /// Whether members may give to it.
  public var active: Bool
  /// Whether own-company bonuses go to it (W4).
  public var designated: Bool

  public init(
    charityId: CharityID, revision: Int, name: String, contactEmail: EmailAddress? = nil, locale: Language? = nil,
    active: Bool, designated: Bool
  ) {
    self.charityId = charityId
    self.revision = revision
    self.name = name
    self.contactEmail = contactEmail
    self.locale = locale
    self.active = active
    self.designated = designated
  }

  /// The `charityId`.
  public var subject: String { charityId.description }
}

extension CharityDescribed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.line(name, "name")
  }
}
