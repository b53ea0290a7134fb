public import Vocabulary

/// Puts a charity on the list (W3).
///
/// Refusal: `id-already-used`.
public struct RegisterCharity: DecisionByHand {
  /// `coopt.rewards.register-charity.v1`.
  public static let messageType = MessageType(service: "rewards", name: "register-charity")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.idAlreadyUsed]

  /// The charity's id; made by the service where absent.
  public var charityId: CharityID?
  /// Its name.
  public var name: String
  /// Whether it takes over as the one that own-company bonuses go to (W4).
  public var designated: Bool?
  /// Where it is written to.
  public var contactEmail: EmailAddress?
  /// The language to write in; French where absent.
  public var locale: Language?

  public init(
    charityId: CharityID? = nil, name: String, designated: Bool? = nil, contactEmail: EmailAddress? = nil,
    locale: Language? = nil
  ) {
    self.charityId = charityId
    self.name = name
    self.designated = designated
    self.contactEmail = contactEmail
    self.locale = locale
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The charity.
    public var charityId: CharityID

    public init(charityId: CharityID) {
      self.charityId = charityId
    }
  }
}

extension RegisterCharity {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(name, "name")
  }
}

extension RegisterCharity {
  /// Only where it takes over: own-company bonuses go to it from then on.
  public var requiresActor: Bool { designated == true }

  /// The charity.
  public func subject(of result: RegisterCharity.Result) -> String { result.charityId.description }
}
