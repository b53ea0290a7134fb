import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps where to reach a company.
package struct CompanyContactChangedHandler: FactHandler {
  package typealias Payload = CompanyContactChanged

  package init() {}

  package func record(_ messages: [Incoming<CompanyContactChanged>]) -> [Statement] {
    [OfferStatements.keepContacts(messages.map { ($0.data, $0.event.time ?? $0.receivedAt) })]
  }
}
