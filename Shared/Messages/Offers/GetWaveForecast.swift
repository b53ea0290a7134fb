public import Vocabulary

/// Asks which waves of an offer are still to come, as things stand now (A1, O5).
///
/// How many, never who: `list-solicitations` says that. Staff alone may ask. Refusal: `offer-not-found`.
public struct GetWaveForecast: CommandPayload {
  /// `coopt.offers.get-wave-forecast.v1`.
  public static let messageType = MessageType(service: "offers", name: "get-wave-forecast")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound]

  /// Of which offer.
  public var offerId: OfferID

  public init(offerId: OfferID) {
    self.offerId = offerId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The next waves, at most 100; none where nobody is left to tell, or the offer is not open.
    public var waves: [OfferWave]
    /// How many members come behind these waves.
    public var later: Int

    public init(waves: [OfferWave], later: Int) {
      self.waves = waves
      self.later = later
    }
  }
}
