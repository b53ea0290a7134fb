import Messages
import Paging
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Companies as they are asked for, registered last first (A1).
///
/// Those whose name begins with something are few, whatever there are: they are found by the name, and put in order.
package struct CompanyPages: PagedList {
  package typealias Question = ListCompanies

  package static let source: Statement = "offers.companies c"
  /// What is left of credits is told (O6); where a reversal found some used, none is.
  package static let columns: Statement =
    """
    c.company_id, c.name, c.siren, c.contact_email, c.locale,
    coalesce(
      (select greatest(k.granted - k.revoked - k.used, 0) from offers.listing_credits k where k.company_id = c.company_id),
      0
    ) as listing_credits
    """
  package static let instant: Statement = "c.registered_at"
  package static let id: Statement = "c.company_id"
  /// The name lies between its beginning and what nothing that begins so comes behind, by bytes: a bound pattern uses no index.
  ///
  /// It is looked up apart: beside the order of the list the planner would go along that, and look at every name.
  package static let filters: [ListFilter<ListCompanies>] = [
    ListFilter(
      "name", { $0.name.map(EmployerName.folded) },
      """
      c.company_id = any(array(
        select n.company_id
        from offers.companies n
        where n.folded_name ~>=~ q.name and n.folded_name ~<~ (q.name || '\u{10FFFF}')
      ))
      """)
  ]

  package init() {}

  package func item(_ row: Row, at now: Timestamp) throws -> ListedCompany {
    try Self.company(row)
  }

  /// Some companies by their ids.
  static func companies(_ ids: [CompanyID]) -> Statement {
    "select \(fragment: columns) from \(fragment: source) where c.company_id = any(\(ids))"
  }

  /// Reads a row; French is the language of who chose none.
  static func company(_ row: Row) throws(PostgreSQLError) -> ListedCompany {
    ListedCompany(
      companyId: try row["company_id", as: CompanyID.self],
      name: try row["name", as: String.self],
      siren: try row["siren", as: SIREN?.self],
      contactEmail: try row["contact_email", as: EmailAddress?.self],
      locale: try row["locale", as: Language?.self] ?? .french,
      listingCredits: try row["listing_credits", as: Int.self]
    )
  }
}
