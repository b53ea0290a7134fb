import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on companies and their offers.
enum OfferStatements {
  /// Keeps companies; French is the language of who chose none.
  static func keepCompanies(_ events: [CompanyRegistered]) -> Statement {
    """
    insert into notifications.companies (company_id, name, locale)
    select distinct on (company_id) company_id, name, locale
    from unnest(
      \(events.map(\.companyId)), \(events.map(\.name)), \(events.map { $0.locale ?? .french })
    ) as company (company_id, name, locale)
    order by company_id
    on conflict (company_id) do update
    set name = excluded.name, locale = excluded.locale
    """
  }

  /// Keeps where to reach companies: what was told last.
  static func keepContacts(_ contacts: [(event: CompanyContactChanged, toldAt: Timestamp)]) -> Statement {
    """
    insert into notifications.companies (company_id, contact_email, contact_told_at)
    select distinct on (company_id) company_id, contact_email, told_at
    from unnest(
      \(contacts.map(\.event.companyId)), \(contacts.map(\.event.contactEmail?.rawValue)), \(contacts.map(\.toldAt))
    ) with ordinality as contact (company_id, contact_email, told_at, place)
    order by company_id, told_at desc, place desc
    on conflict (company_id) do update
    set contact_email = excluded.contact_email, contact_told_at = excluded.contact_told_at
    where companies.contact_told_at is null or companies.contact_told_at <= excluded.contact_told_at
    """
  }

  /// Keeps offers' titles.
  static func keepOffers(_ events: [OfferPublished]) -> Statement {
    """
    insert into notifications.offers (offer_id, company_id, title)
    select distinct on (offer_id) offer_id, company_id, title
    from unnest(
      \(events.map(\.offerId)), \(events.map(\.companyId)), \(events.map(\.title))
    ) as offer (offer_id, company_id, title)
    order by offer_id
    on conflict (offer_id) do update
    set company_id = excluded.company_id, title = excluded.title
    """
  }
}
