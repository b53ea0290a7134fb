import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.companies`.
enum CompanyStatements {
  /// Which of some companies exist.
  static func known(_ ids: [CompanyID]) -> Statement {
    "select c.company_id from offers.companies c where c.company_id = any(\(ids))"
  }

  /// Locks companies; in the order of their ids, so that two batches never wait in a circle.
  static func lock(_ ids: [CompanyID]) -> Statement {
    """
    select c.company_id, c.name, c.siren, c.contact_email, c.locale, c.revision
    from offers.companies c
    where c.company_id = any(\(ids))
    order by c.company_id
    for no key update
    """
  }

  /// Whose some SIRENs are; of several companies where they were registered before that was refused.
  static func holders(of sirens: [SIREN]) -> Statement {
    "select c.siren, c.company_id from offers.companies c where c.siren = any(\(sirens))"
  }

  /// Registers companies; the SIREN is theirs, and who took it meanwhile makes the statement fail, to be decided anew.
  static func insert(_ companies: [Company], at now: Timestamp) -> Statement {
    """
    insert into offers.companies (
      company_id, name, folded_name, siren, holds_siren, contact_email, locale, revision, registered_at
    )
    select
      company_id, name, folded_name, siren, siren is not null, contact_email, locale, revision, \(now)
    from \(fragment: rows(companies))
    order by siren, company_id
    """
  }

  /// Gives up the SIRENs of companies that get another one: of two that swap theirs neither finds it taken.
  static func releaseSIRENs(of ids: [CompanyID]) -> Statement {
    "update offers.companies c set holds_siren = false where c.company_id = any(\(ids)) and c.holds_siren"
  }

  /// Amends companies, whose rows are locked (O7); those that gave up a SIREN hold the one that they get.
  static func update(_ companies: [Company], released: Set<CompanyID>) -> Statement {
    """
    update offers.companies c
    set name = amended.name, folded_name = amended.folded_name, siren = amended.siren,
      holds_siren = c.holds_siren or c.company_id = any(\(released.sorted())) and amended.siren is not null,
      contact_email = amended.contact_email, locale = amended.locale, revision = amended.revision
    from \(fragment: rows(companies))
    where c.company_id = amended.company_id
    """
  }

  /// Locks companies whose name was not folded, those that nobody else is at.
  static func lockUnfolded(limit: Int) -> Statement {
    """
    select c.company_id, c.name
    from offers.companies c
    where c.folded_name is null
    order by c.company_id
    limit \(limit)
    for no key update skip locked
    """
  }

  /// Writes names as they are looked for; their rows are locked.
  static func fold(_ names: [CompanyID: String]) -> Statement {
    let ids = names.keys.sorted()
    return """
      update offers.companies c
      set folded_name = named.folded_name
      from unnest(\(ids), \(ids.map { EmployerName.folded(names[$0] ?? "") })) as named (company_id, folded_name)
      where c.company_id = named.company_id
      """
  }

  /// Reads a row of `lock`.
  static func company(_ row: Row) throws(PostgreSQLError) -> Company {
    Company(
      id: try row["company_id", as: CompanyID.self],
      name: try row["name", as: String.self],
      siren: try row["siren", as: SIREN?.self],
      contactEmail: try row["contact_email", as: EmailAddress?.self],
      locale: try row["locale", as: Language?.self],
      revision: try row["revision", as: Int.self]
    )
  }

  /// Companies as rows named `amended`.
  private static func rows(_ companies: [Company]) -> Statement {
    """
    unnest(
      \(companies.map(\.id)), \(companies.map(\.name)), \(companies.map { EmployerName.folded($0.name) }),
      \(companies.map(\.siren)), \(companies.map(\.contactEmail)), \(companies.map(\.locale)),
      \(companies.map(\.revision))
    ) as amended (company_id, name, folded_name, siren, contact_email, locale, revision)
    """
  }
}
