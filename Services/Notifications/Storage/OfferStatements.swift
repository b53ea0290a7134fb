import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on companies and their offers.
enum OfferStatements {
  /// A company as an event describes it.
  struct DescribedCompany {
    let id: CompanyID
    let name: String
    let language: Language
    /// Nil in events from before companies were amended: older than any.
    let revision: Int?
  }

  /// Keeps companies, the greatest revision of each.
  static func keepCompanies(_ companies: [DescribedCompany]) -> Statement {
    """
    insert into notifications.companies (company_id, name, locale, revision)
    select distinct on (company_id) company_id, name, locale, revision
    from unnest(
      \(companies.map(\.id)), \(companies.map(\.name)), \(companies.map(\.language)), \(companies.map(\.revision))
    ) as company (company_id, name, locale, revision)
    order by company_id, revision desc nulls last
    on conflict (company_id) do update
    set name = excluded.name, locale = excluded.locale, revision = excluded.revision
    where companies.name is null or coalesce(companies.revision, 0) <= coalesce(excluded.revision, 0)
    """
  }

  /// Keeps where to reach companies: the greatest revision, and among those from before revisions what was told last.
  static func keepContacts(_ contacts: [(event: CompanyContactChanged, toldAt: Timestamp)]) -> Statement {
    """
    insert into notifications.companies (company_id, contact_email, contact_told_at, contact_revision)
    select distinct on (company_id) company_id, contact_email, told_at, revision
    from unnest(
      \(contacts.map(\.event.companyId)), \(contacts.map(\.event.contactEmail?.rawValue)), \(contacts.map(\.toldAt)),
      \(contacts.map(\.event.revision))
    ) with ordinality as contact (company_id, contact_email, told_at, revision, place)
    order by company_id, revision desc nulls last, told_at desc, place desc
    on conflict (company_id) do update
    set contact_email = excluded.contact_email, contact_told_at = excluded.contact_told_at,
      contact_revision = excluded.contact_revision
    where companies.contact_told_at is null
      or (coalesce(companies.contact_revision, 0), companies.contact_told_at)
        <= (coalesce(excluded.contact_revision, 0), excluded.contact_told_at)
    """
  }

  /// What an event tells of an offer; the place is told once.
  struct Description: Sendable {
    let offerID: OfferID
    let companyID: CompanyID
    let title: String
    let zone: ZoneCode?
    /// Zero where the event is from before there were revisions.
    let revision: Int

    init(_ event: OfferPublished) {
      offerID = event.offerId
      companyID = event.companyId
      title = event.title
      zone = event.zone
      revision = event.revision ?? 0
    }

    init(_ event: OfferUpdated) {
      offerID = event.offerId
      companyID = event.companyId
      title = event.title
      zone = nil
      revision = event.revision
    }
  }

  /// Keeps offers: the title of the greatest revision, and the place whenever it is told.
  static func keepOffers(_ offers: [Description]) -> Statement {
    """
    insert into notifications.offers as known (offer_id, company_id, title, zone, title_revision)
    select distinct on (offer_id) offer_id, company_id, title, zone, revision
    from unnest(
      \(offers.map(\.offerID)), \(offers.map(\.companyID)), \(offers.map(\.title)), \(offers.map(\.zone)),
      \(offers.map(\.revision))
    ) as offer (offer_id, company_id, title, zone, revision)
    order by offer_id, revision desc
    on conflict (offer_id) do update
    set company_id = excluded.company_id,
      title = case when excluded.title_revision >= known.title_revision then excluded.title else known.title end,
      title_revision = greatest(known.title_revision, excluded.title_revision),
      zone = coalesce(excluded.zone, known.zone)
    """
  }
}
