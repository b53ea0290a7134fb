import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.listing_credits`.
enum ListingCreditStatements {
  /// Locks what companies have; in the order of their ids, so that two batches never wait in a circle.
  static func lockAvailable(_ ids: [CompanyID]) -> Statement {
    """
    select c.company_id, c.granted - c.revoked - c.used
    from offers.listing_credits c
    where c.company_id = any(\(ids))
    order by c.company_id
    for no key update
    """
  }

  /// Adds granted credits, one sum a company.
  static func grant(_ credits: [CompanyID: Int]) -> Statement {
    let ids = credits.keys.sorted()
    return """
      insert into offers.listing_credits as c (company_id, granted)
      select * from unnest(\(ids), \(ids.map { credits[$0] ?? 0 }))
      on conflict (company_id) do update set granted = c.granted + excluded.granted
      """
  }

  /// Adds revoked credits, one sum a company.
  static func revoke(_ credits: [CompanyID: Int]) -> Statement {
    let ids = credits.keys.sorted()
    return """
      insert into offers.listing_credits as c (company_id, revoked)
      select * from unnest(\(ids), \(ids.map { credits[$0] ?? 0 }))
      on conflict (company_id) do update set revoked = c.revoked + excluded.revoked
      """
  }

  /// Adds used credits, one sum a company; the rows are locked already.
  static func use(_ credits: [CompanyID: Int]) -> Statement {
    let ids = credits.keys.sorted()
    return """
      update offers.listing_credits c
      set used = c.used + spent.credits
      from unnest(\(ids), \(ids.map { credits[$0] ?? 0 })) as spent (company_id, credits)
      where c.company_id = spent.company_id
      """
  }
}
