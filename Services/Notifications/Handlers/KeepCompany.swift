import Messages
import NotificationsDomain
import ServiceRuntime
import Vocabulary

/// Keeps a company's name and the language to write to it in.
package struct KeepCompany: NotificationHandler {
  package typealias Payload = CompanyRegistered

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func lesson(_ messages: [Incoming<CompanyRegistered>]) -> Lesson {
    Lesson(
      statements: [OfferStatements.keepCompanies(messages.map(\.data))],
      keys: messages.map { FactKey(.company, $0.data.companyId.rawValue) })
  }
}
