import Messages
import MessageHandling
import NotificationsDomain

/// Tells staff of a webhook that waits for somebody.
package struct DeliveryQuarantinedHandler: NotificationHandler {
  package typealias Payload = DeliveryQuarantined

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  /// The event names the application and the jobs, and nobody: who was hired stays where the webhook is kept.
  package func notices(_ message: Incoming<DeliveryQuarantined>) throws -> [Notice] {
    [.staff(.staffWebhookQuarantined, details: try EventFields(fieldsOf: message.data))]
  }
}
