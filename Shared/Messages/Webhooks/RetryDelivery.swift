public import Vocabulary

/// Has a webhook that waits be looked at again, after a fix, or with what somebody knows of it by hand.
///
/// With `dryRun` nothing is sent, and the answer says what would be. Refusals: `delivery-not-found`,
/// `delivery-not-waiting`.
public struct RetryDelivery: DecisionByHand {
  /// `coopt.webhooks.retry-delivery.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "retry-delivery")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.deliveryNotFound, .deliveryNotWaiting]

  /// The delivery.
  public var deliveryId: DeliveryID
  /// Whether only to say what would be sent.
  public var dryRun: Bool?
  /// The offer, where the webhook's job leads to none.
  public var offerId: OfferID?
  /// The offer's `externalReference`, where its id is not known.
  @Reference public var offerReference: String?
  /// The person's e-mail address, where the webhook names none.
  public var email: EmailAddress?
  /// Why.
  public var reason: String?

  public init(
    deliveryId: DeliveryID, dryRun: Bool? = nil, offerId: OfferID? = nil, offerReference: String? = nil,
    email: EmailAddress? = nil, reason: String? = nil
  ) {
    self.deliveryId = deliveryId
    self.dryRun = dryRun
    self.offerId = offerId
    self.offerReference = offerReference
    self.email = email
    self.reason = reason
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// What became, or would become, of it.
    public var state: DeliveryState
    /// Why it goes on waiting, where it does.
    public var reason: QuarantineReason?
    /// In a sentence.
    public var detail: String?
    /// What is sent, or would be.
    public var reports: [HookReport]

    public init(
      state: DeliveryState, reason: QuarantineReason? = nil, detail: String? = nil, reports: [HookReport] = []
    ) {
      self.state = state
      self.reason = reason
      self.detail = detail
      self.reports = reports
    }
  }
}

extension RetryDelivery {
  /// Who only asks what would be decides nothing.
  public var requiresActor: Bool { dryRun != true }

  /// The `deliveryId`.
  public func subject(of result: Result) -> String { deliveryId.description }

  /// The `reason`.
  public var grounds: String? { reason }

  /// Nothing where only was asked what would be.
  public func decision(_ result: Result) -> DecisionRecord? {
    dryRun == true ? nil : DecisionRecord(subject: deliveryId.description, reason: reason)
  }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(offerReference, "offerReference")
    validator.text(reason, "reason")
  }
}
