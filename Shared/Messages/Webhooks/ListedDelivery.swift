public import Vocabulary

/// A webhook that was received, as a list shows it: nothing of the person it is about.
public struct ListedDelivery: Listed {
  /// `deliveries`.
  public static let listName = "deliveries"

  /// The delivery.
  public var deliveryId: DeliveryID
  /// The source that it came to.
  public var source: String
  /// What became of it.
  public var state: DeliveryState
  /// Why it waits, where it is quarantined.
  public var reason: QuarantineReason?
  /// In a sentence, naming the field that is at fault and never a value.
  public var detail: String?
  /// The vendor's word for the event.
  public var event: String?
  /// The application that it is about.
  public var applicationId: String?
  /// The jobs, requisitions or openings that it names, the most telling first.
  public var jobs: [String]
  /// When it was received first.
  public var receivedAt: Timestamp
  /// How many times it was received.
  public var receipts: Int
  /// The messages that were made from it.
  public var messageIds: [String]

  public init(
    deliveryId: DeliveryID, source: String, state: DeliveryState, reason: QuarantineReason? = nil,
    detail: String? = nil, event: String? = nil, applicationId: String? = nil, jobs: [String] = [],
    receivedAt: Timestamp, receipts: Int = 1, messageIds: [String] = []
  ) {
    self.deliveryId = deliveryId
    self.source = source
    self.state = state
    self.reason = reason
    self.detail = detail
    self.event = event
    self.applicationId = applicationId
    self.jobs = jobs
    self.receivedAt = receivedAt
    self.receipts = receipts
    self.messageIds = messageIds
  }
}
