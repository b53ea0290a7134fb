public import Vocabulary

/// Amends a charity: what is given is replaced, the rest stays (W10).
///
/// A null removes what may be absent. One that is not active gets nothing new, and what it is owed. Refusal: `charity-not-found`.
public struct UpdateCharity: DecisionByHand {
  /// `coopt.rewards.update-charity.v1`.
  public static let messageType = MessageType(service: "rewards", name: "update-charity")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.charityNotFound]

  /// Which.
  public var charityId: CharityID
  /// Its name.
  public var name: String?
  /// Where it is written to; null removes it.
  public var contactEmail: Patch<EmailAddress>
  /// The language to write in.
  public var locale: Language?
  /// Whether it is the one that own-company bonuses go to (W4).
  public var designated: Bool?
  /// Whether members may give to it.
  public var active: Bool?

  public init(
    charityId: CharityID, name: String? = nil, contactEmail: Patch<EmailAddress> = .keep, locale: Language? = nil,
    designated: Bool? = nil, active: Bool? = nil
  ) {
    self.charityId = charityId
    self.name = name
    self.contactEmail = contactEmail
    self.locale = locale
    self.designated = designated
    self.active = active
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension UpdateCharity {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(name, "name")
  }
}

extension UpdateCharity {
  /// Only where it says who is designated: own-company bonuses go elsewhere from then on.
  public var requiresActor: Bool { designated != nil }

  /// The `charityId`.
  public func subject(of result: Accepted) -> String { charityId.description }
}
