import MessageHandling
import PostgreSQLClient
import Vocabulary

/// The statements about offers.
///
/// Rows are taken in the order of their ids.
package enum OfferStatements {
  /// A title as of a revision of the offer.
  package struct Title: Sendable {
    let offerID: OfferID
    let title: String
    let revision: Int
  }

  /// Keeps titles, each of the greatest revision.
  static func keep(_ titles: [Title]) -> Statement {
    """
    insert into qualification.offers as known (offer_id, title, revision)
    select distinct on (offer_id) offer_id, title, revision
    from unnest(\(titles.map(\.offerID)), \(titles.map(\.title)), \(titles.map(\.revision)))
      as titled (offer_id, title, revision)
    order by offer_id, revision desc
    on conflict (offer_id) do update set title = excluded.title, revision = excluded.revision
    where known.revision < excluded.revision
    """
  }

  /// Notes offers that are filled or cancelled, also those that are not heard of yet.
  static func end(_ offers: [OfferID]) -> Statement {
    """
    insert into qualification.offers (offer_id, is_over)
    select distinct offer_id, true from unnest(\(offers)) as ended (offer_id)
    order by offer_id
    on conflict (offer_id) do update set is_over = true
    """
  }
}
