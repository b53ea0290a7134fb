public import Vocabulary

/// Amends an offer: what is given is replaced, the rest stays (O7).
///
/// A null removes what may be absent. Refusals: `offer-not-found`, `offer-not-open`.
public struct UpdateOffer: DecisionByHand {
  /// `coopt.offers.update-offer.v1`.
  public static let messageType = MessageType(service: "offers", name: "update-offer")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound, .offerNotOpen]

  /// Which.
  public var offerId: OfferID
  /// Title.
  public var title: String?
  /// Description.
  public var description: String?
  /// The offer's name in the company's own system; null removes it.
  public var externalReference: Patch<String>
  /// When it expires; null removes it.
  public var closesAt: Patch<Timestamp>

  public init(
    offerId: OfferID, title: String? = nil, description: String? = nil, externalReference: Patch<String> = .keep,
    closesAt: Patch<Timestamp> = .keep
  ) {
    self.offerId = offerId
    self.title = title
    self.description = description
    self.externalReference = externalReference
    self.closesAt = closesAt
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension UpdateOffer {
  /// Reads what changes; a reference may be a whole number, as where it is given first.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    offerId = try fields.decode(OfferID.self, forKey: .offerId)
    title = try fields.decodeIfPresent(String.self, forKey: .title)
    description = try fields.decodeIfPresent(String.self, forKey: .description)
    externalReference =
      switch try fields.decode(Patch<ReferenceText>.self, forKey: .externalReference) {
      case .keep: .keep
      case .remove: .remove
      case .replace(let reference): .replace(reference.text)
      }
    closesAt = try fields.decode(Patch<Timestamp>.self, forKey: .closesAt)
  }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(title, "title")
    validator.text(description, "description")
    validator.line(externalReference.replacement, "externalReference")
  }
}

extension UpdateOffer {
  /// The company's own word.
  public var requiresActor: Bool { false }

  /// The `offerId`.
  public func subject(of result: Accepted) -> String { offerId.description }
}
