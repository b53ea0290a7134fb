import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.companies`.
enum CompanyStatements {
  /// A company as it is registered.
  struct Company: Sendable {
    let id: CompanyID
    let name: String
    let siren: SIREN?
    let contactEmail: EmailAddress?
    let locale: Language?
    let registeredAt: Timestamp
  }

  /// Which of some companies exist.
  static func known(_ ids: [CompanyID]) -> Statement {
    "select c.company_id from offers.companies c where c.company_id = any(\(ids))"
  }

  static func insert(_ companies: [Company]) -> Statement {
    """
    insert into offers.companies (company_id, name, siren, contact_email, locale, registered_at)
    select * from unnest(
      \(companies.map(\.id)), \(companies.map(\.name)), \(companies.map(\.siren)),
      \(companies.map(\.contactEmail)), \(companies.map(\.locale)), \(companies.map(\.registeredAt))
    )
    """
  }
}
