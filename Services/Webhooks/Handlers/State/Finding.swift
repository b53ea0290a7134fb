import Messages
import Vocabulary
import WebhooksDomain

/// What came of looking at a webhook.
package struct Finding: Sendable {
  /// The webhook.
  package let delivery: HeldDelivery
  /// What became of it.
  package var state: DeliveryState
  /// Why it waits, where it does.
  package var reason: QuarantineReason?
  /// In a sentence, never holding a value.
  package var detail: String?
  /// The application that it is about.
  package var applicationID: String?
  /// The jobs that it names.
  package var jobs: [String] = []
  /// As of when it speaks, by its vendor.
  package var asOf: Timestamp?
  /// The report that is made of it.
  package var report: (id: MessageID, report: HireReport)?
  /// What its vendor is asked.
  package var question: VendorQuestion?

  /// Whether staff have to hear that it waits: not of what they know already.
  package var isNews: Bool { state == .quarantined && reason != delivery.reason }

  /// What staff hear.
  package var quarantined: DeliveryQuarantined? {
    guard let reason, isNews else { return nil }
    return DeliveryQuarantined(
      deliveryId: delivery.id, source: delivery.source, reason: reason, detail: detail ?? "It waits.",
      applicationId: applicationID.flatMap { Self.isLine($0) ? $0 : nil }, jobs: jobs.filter(Self.isLine),
      receivedAt: delivery.receivedAt)
  }

  /// Whether the contract takes a vendor's word as it is: an event that is refused tells nobody anything.
  private static func isLine(_ text: String) -> Bool {
    var validator = Validator()
    validator.line(text, "word")
    return validator.errors.isEmpty
  }

  /// What is told of the reports that were, or would be, made.
  package func reports(named isNamed: Bool) -> [HookReport] {
    guard let report else { return [] }
    return [
      HookReport(
        messageId: isNamed ? report.id.description : nil, routingKey: report.report.routingKey,
        data: report.report.data, clock: HookClock(report.report.asOf.clock))
    ]
  }
}

extension HookClock {
  /// The same clock, in the contract's words.
  init(_ clock: AsOf.Clock) {
    switch clock {
    case .event: self = .event
    case .decision: self = .decision
    case .receipt: self = .receipt
    }
  }
}

extension AsOf.Clock {
  /// The same clock, by the contract's words.
  init(_ clock: HookClock) {
    switch clock {
    case .event: self = .event
    case .decision: self = .decision
    case .receipt: self = .receipt
    }
  }
}
