import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff of a report that names another offer or candidate than the first of its hire did (H1).
package struct HireReportDiffersHandler: NotificationHandler {
  package typealias Payload = HireReportDiffers

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireReportDiffers>) throws -> [Notice] {
    [.staff(.staffHireReportDiffers, details: try EventFields(fieldsOf: message.data))]
  }
}
