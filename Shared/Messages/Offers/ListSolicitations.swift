public import Vocabulary

/// Lists who was told of an offer, and who will be, wave by wave in the order of telling (A1, O5).
///
/// Other than most lists it begins with the first, so that what comes is at its end. Staff alone may ask. Refusal:
/// `offer-not-found`.
public struct ListSolicitations: ListQuestion {
  /// `coopt.offers.list-solicitations.v1`.
  public static let messageType = MessageType(service: "offers", name: "list-solicitations")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound]

  /// Of which offer.
  public var offerId: OfferID
  /// Only those of this wave, from 1.
  public var wave: Int?
  /// Only those of this state.
  public var state: SolicitationState?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    offerId: OfferID, wave: Int? = nil, state: SolicitationState? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.offerId = offerId
    self.wave = wave
    self.state = state
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedSolicitation
}

extension ListSolicitations {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(wave, 1...Int(Int32.max), "wave")
    validatePage(&validator)
  }
}
