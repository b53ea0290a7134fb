import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// Charities with their accounts, as staff ask for them (A1, W10).
package struct CharityAccountList: PagedList {
  package init() {}

  package static let source: Statement = "rewards.charities c"

  package static let columns: Statement = """
    c.charity_id, c.name, c.contact_email, c.locale, c.is_active, c.registered_at,
    exists (select from rewards.designation d where d.charity_id = c.charity_id) as is_designated,
    \(fragment: balance(of: "payable")) as payable, \(fragment: balance(of: "claim")) as claim,
    (
      select coalesce(sum(p.amount_cents), 0)::bigint
      from rewards.payouts p
      where p.beneficiary_kind = 'charity' and p.beneficiary_id = c.charity_id and p.paid_at is not null
    ) as paid
    """

  package static let instant: Statement = "c.registered_at"
  package static let id: Statement = "c.charity_id"

  package static let filters: [ListFilter<ListCharityAccounts>] = [
    ListFilter("charity_id", \.charityId, "c.charity_id = q.charity_id"),
    ListFilter(where: { $0.active == true }, "c.is_active"),
    ListFilter(where: { $0.active == false }, "not c.is_active"),
  ]

  /// A balance is a sum over an index; signed as in the books.
  private static func balance(of account: Statement) -> Statement {
    """
    (
      select coalesce(sum(e.amount), 0)::bigint
      from rewards.entries e
      where e.account = 'charity:' || c.charity_id || ':\(fragment: account)' and e.unit = 'eur-cents'
    )
    """
  }

  package func item(_ row: Row, at now: Timestamp) throws -> ListedCharityAccount {
    ListedCharityAccount(
      charityId: try row["charity_id", as: CharityID.self],
      name: try row["name", as: String.self],
      contactEmail: try row["contact_email", as: EmailAddress?.self],
      locale: try row["locale", as: Language.self],
      designated: try row["is_designated", as: Bool.self],
      active: try row["is_active", as: Bool.self],
      registeredAt: try row["registered_at", as: Timestamp.self],
      owedCents: Cents(-(try row["payable", as: Int.self])),
      paidCents: try row["paid", as: Cents.self],
      claimedCents: try row["claim", as: Cents.self])
  }
}
