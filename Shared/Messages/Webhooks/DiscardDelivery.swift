public import Vocabulary

/// Decides that nothing comes of a webhook that waits.
///
/// Refusals: `delivery-not-found`, `delivery-not-waiting`.
public struct DiscardDelivery: DecisionByHand {
  /// `coopt.webhooks.discard-delivery.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "discard-delivery")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.deliveryNotFound, .deliveryNotWaiting]

  /// The delivery.
  public var deliveryId: DeliveryID
  /// Why.
  public var reason: String

  public init(deliveryId: DeliveryID, reason: String) {
    self.deliveryId = deliveryId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension DiscardDelivery {
  /// The `deliveryId`.
  public func subject(of result: Accepted) -> String { deliveryId.description }

  /// The `reason`.
  public var grounds: String? { reason }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}
