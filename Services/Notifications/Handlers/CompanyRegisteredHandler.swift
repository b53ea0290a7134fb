import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps a company's name and the language to write to it in.
package struct CompanyRegisteredHandler: FactHandler {
  package typealias Payload = CompanyRegistered

  package init() {}

  package func record(_ messages: [Incoming<CompanyRegistered>]) -> [Statement] {
    [OfferStatements.keepCompanies(messages.map(\.data))]
  }
}
