public import Vocabulary

/// Shows a webhook as it was received, and what was made of it.
///
/// The answer holds what the vendor sent, personal data among it. Refusal: `delivery-not-found`.
public struct GetDelivery: CommandPayload {
  /// `coopt.webhooks.get-delivery.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "get-delivery")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.deliveryNotFound]

  /// The delivery.
  public var deliveryId: DeliveryID

  public init(deliveryId: DeliveryID) {
    self.deliveryId = deliveryId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// As a list shows it.
    public var delivery: ListedDelivery
    /// The request's headers, without those that prove who sent it.
    public var headers: [String: String]
    /// The request's body as it came, where it is UTF-8 and was not forgotten yet.
    public var body: String?
    /// The same in base64, where it is not UTF-8.
    public var bodyBase64: String?
    /// The SHA-256 of the body in hexadecimal, which is kept for good.
    public var bodySHA256: String
    /// The reports that were made of it, in order.
    public var reports: [HookReport]

    public init(
      delivery: ListedDelivery, headers: [String: String], body: String? = nil, bodyBase64: String? = nil,
      bodySHA256: String, reports: [HookReport]
    ) {
      self.delivery = delivery
      self.headers = headers
      self.body = body
      self.bodyBase64 = bodyBase64
      self.bodySHA256 = bodySHA256
      self.reports = reports
    }
  }
}
