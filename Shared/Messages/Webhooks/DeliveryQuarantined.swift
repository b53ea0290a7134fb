public import Vocabulary

/// An authentic webhook could not be understood, and waits for somebody.
public struct DeliveryQuarantined: EventPayload {
  /// `coopt.webhooks.delivery-quarantined.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "delivery-quarantined")

  /// The delivery.
  public var deliveryId: DeliveryID
  /// The source that it came to.
  public var source: String
  /// Why it waits.
  public var reason: QuarantineReason
  /// In a sentence, naming the field that is at fault and never a value.
  public var detail: String
  /// The application that it is about.
  public var applicationId: String?
  /// The jobs, requisitions or openings that it names.
  public var jobs: [String]
  /// When it was received.
  public var receivedAt: Timestamp

  public init(
    deliveryId: DeliveryID, source: String, reason: QuarantineReason, detail: String, applicationId: String? = nil,
    jobs: [String] = [], receivedAt: Timestamp
  ) {
    self.deliveryId = deliveryId
    self.source = source
    self.reason = reason
    self.detail = detail
    self.applicationId = applicationId
    self.jobs = jobs
    self.receivedAt = receivedAt
  }

  /// The `deliveryId`.
  public var subject: String { deliveryId.description }
}

extension DeliveryQuarantined {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(source, "source")
    validator.text(detail, "detail", minimum: 1)
    validator.line(applicationId, "applicationId")
    validator.list(jobs, "jobs")
    for (index, job) in jobs.enumerated() { validator.line(job, "jobs[\(index)]") }
  }
}
