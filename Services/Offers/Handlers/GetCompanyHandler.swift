import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Shows a company, with what is left of its listing credits (A1, O6).
package struct GetCompanyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetCompany>], in transaction: Transaction
  ) async throws -> [CompanyID: ListedCompany] {
    let rows = try await transaction.query(CompanyPages.companies(messages.map(\.data.companyId)))
    return Dictionary(try rows.map(CompanyPages.company).map { ($0.companyId, $0) }) { first, _ in first }
  }

  package func decide(
    _ message: Incoming<GetCompany>, on companies: inout [CompanyID: ListedCompany], emitting emission: inout Emission
  ) throws(Problem) -> ListedCompany {
    guard let company = companies[message.data.companyId] else { throw Problem(.companyNotFound) }
    return company
  }

  package static let changesNothing = true

  package func save(_ companies: [CompanyID: ListedCompany]) -> [Statement] { [] }
}
