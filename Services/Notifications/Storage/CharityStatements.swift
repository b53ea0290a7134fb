import Messages
import PostgreSQLClient
import Vocabulary

/// The statements on charities.
enum CharityStatements {
  /// Keeps charities, the greatest revision of each; French is the language of who chose none.
  static func keep(_ events: [CharityDescribed]) -> Statement {
    """
    insert into notifications.charities (charity_id, revision, name, contact_email, locale)
    select distinct on (charity_id) charity_id, revision, name, contact_email, locale
    from unnest(
      \(events.map(\.charityId)), \(events.map(\.revision)), \(events.map(\.name)),
      \(events.map(\.contactEmail?.rawValue)), \(events.map { $0.locale ?? .french })
    ) as charity (charity_id, revision, name, contact_email, locale)
    order by charity_id, revision desc
    on conflict (charity_id) do update
    set revision = excluded.revision, name = excluded.name, contact_email = excluded.contact_email,
      locale = excluded.locale
    where charities.revision < excluded.revision
    """
  }
}
