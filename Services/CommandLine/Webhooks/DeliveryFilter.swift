import Messages
import Vocabulary

/// Which of the webhooks that were received are meant.
package struct DeliveryFilter: Hashable, Sendable {
  /// The source that they came to; nil means any.
  package var source: String?
  /// What became of them; nil means anything.
  package var state: DeliveryState?
  /// Why they wait; nil means any reason, and none.
  package var reason: QuarantineReason?
  /// The application that they are about; nil means any.
  package var application: String?
  /// Received at this instant or later; nil means ever.
  package var since: Timestamp?

  package init() {}

  /// Those that wait for somebody, which alone can be tried again or discarded.
  package var waiting: DeliveryFilter {
    var filter = self
    filter.state = .quarantined
    return filter
  }

  /// The fields of the question for them.
  package var fields: JSONObject {
    var fields: JSONObject = [:]
    fields["source"] = source.map { .string($0) }
    fields["state"] = state.map { .string($0.rawValue) }
    fields["reason"] = reason.map { .string($0.rawValue) }
    fields["applicationId"] = application.map { .string($0) }
    fields["since"] = since.map { .string($0.description) }
    return fields
  }
}
