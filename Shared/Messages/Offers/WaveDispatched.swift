public import Vocabulary

/// An offer is pushed to members of one level (O3).
public struct WaveDispatched: EventPayload {
  /// `coopt.offers.wave-dispatched.v1`.
  public static let messageType = MessageType(service: "offers", name: "wave-dispatched")

  /// The offer.
  public var offerId: OfferID
  /// The wave, from 1.
  public var wave: Int
  /// Whose turn it is.
  public var level: Level
  /// Who is solicited: at most 500 an event, so that a large wave makes several.
  public var memberIds: [MemberID]

  public init(offerId: OfferID, wave: Int, level: Level, memberIds: [MemberID]) {
    self.offerId = offerId
    self.wave = wave
    self.level = level
    self.memberIds = memberIds
  }

  /// The `offerId`.
  public var subject: String { offerId.description }
}

extension WaveDispatched {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(wave, "wave")
    validator.list(memberIds, "memberIds", maximum: 500)
  }
}
