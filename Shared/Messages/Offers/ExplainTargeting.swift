public import Vocabulary

/// Asks whether, when and why an offer is pushed to a member (O5).
///
/// Refusal: `offer-not-found`.
public struct ExplainTargeting: CommandPayload {
  /// `coopt.offers.explain-targeting.v1`.
  public static let messageType = MessageType(service: "offers", name: "explain-targeting")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.offerNotFound]

  /// The offer.
  public var offerId: OfferID
  /// The member.
  public var memberId: MemberID

  public init(offerId: OfferID, memberId: MemberID) {
    self.offerId = offerId
    self.memberId = memberId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// What became or will become of it.
    public var decision: TargetingDecision
    /// Why; all that apply.
    public var reasons: [TargetingReason]
    /// The wave, from 1.
    public var wave: Int?
    /// When it was or will be pushed.
    public var at: Timestamp?

    public init(decision: TargetingDecision, reasons: [TargetingReason], wave: Int? = nil, at: Timestamp? = nil) {
      self.decision = decision
      self.reasons = reasons
      self.wave = wave
      self.at = at
    }
  }
}
