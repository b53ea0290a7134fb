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
