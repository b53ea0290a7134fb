public import Vocabulary

/// Lists webhooks that were received, the newest first.
public struct ListDeliveries: ListQuestion {
  /// `coopt.webhooks.list-deliveries.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "list-deliveries")

  /// Only those that came to this source.
  @Composed public var source: String?
  /// Only those of this state.
  public var state: DeliveryState?
  /// Only those that wait for this reason.
  public var reason: QuarantineReason?
  /// Only those about this application.
  @Reference public var applicationId: String?
  /// Only those received at this instant or later.
  public var since: Timestamp?
  /// How many at most, 1 to 200.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    source: String? = nil, state: DeliveryState? = nil, reason: QuarantineReason? = nil, applicationId: String? = nil,
    since: Timestamp? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.source = source
    self.state = state
    self.reason = reason
    self.applicationId = applicationId
    self.since = since
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedDelivery
}

extension ListDeliveries {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(source, "source")
    validator.line(applicationId, "applicationId")
    validatePage(&validator)
  }
}
