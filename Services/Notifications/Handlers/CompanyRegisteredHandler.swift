import Messages
import PostgreSQLClient
import Vocabulary
import MessageHandling

/// Keeps a company's name and the language to write to it in.
package struct CompanyRegisteredHandler: FactHandler {
  package typealias Payload = CompanyRegistered

  package init() {}

  package func record(_ messages: [Incoming<CompanyRegistered>]) -> [Statement] {
    [
      OfferStatements.keepCompanies(
        messages.map(\.data).map {
          OfferStatements.DescribedCompany(
            id: $0.companyId, name: $0.name, language: $0.locale ?? .french, revision: $0.revision)
        })
    ]
  }
}
