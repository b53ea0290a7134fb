import Messages
import MessageHandling
import PostgreSQLClient

/// Keeps a company's name and language as they are now (O7).
package struct CompanyUpdatedHandler: FactHandler {
  package typealias Payload = CompanyUpdated

  package init() {}

  package func record(_ messages: [Incoming<CompanyUpdated>]) -> [Statement] {
    [
      OfferStatements.keepCompanies(
        messages.map(\.data).map {
          OfferStatements.DescribedCompany(id: $0.companyId, name: $0.name, language: $0.locale, revision: $0.revision)
        })
    ]
  }
}
