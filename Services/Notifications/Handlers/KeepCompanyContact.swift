import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Keeps where to reach a company.
package struct KeepCompanyContact: NotificationHandler {
  package typealias Payload = CompanyContactChanged

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<CompanyContactChanged>]) -> Lesson {
    Lesson(statements: [OfferStatements.keepContacts(messages.map { ($0.data, $0.event.time ?? $0.receivedAt) })])
  }
}
