import Messages
import MessageHandling
import NotificationsDomain

/// Tells staff of a report that a later withdrawal leaves without effect (H1).
package struct HireReportOutdatedHandler: NotificationHandler {
  package typealias Payload = HireReportOutdated

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireReportOutdated>) throws -> [Notice] {
    [.staff(.staffHireReportOutdated, details: try EventFields(fieldsOf: message.data))]
  }
}
