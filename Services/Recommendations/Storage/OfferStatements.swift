import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// A publication of an offer.
package struct OfferPublication: Sendable {
  let offer: KnownOffer
  let publishedAt: Timestamp
}

/// The statements about offers.
///
/// Rows are taken in the order of their ids.
enum OfferStatements {
  /// Keeps publications; one an offer.
  ///
  /// What closed before it was known to be published stays closed.
  static func publish(_ publications: [OfferPublication]) -> Statement {
    let offers = publications.map(\.offer)
    return """
      insert into recommendations.offers as known (offer_id, company_id, zone, external_reference, published_at)
      select offer_id, company_id, zone, external_reference, published_at
      from unnest(
        \(offers.map(\.offerID)), \(offers.map(\.companyID)), \(offers.map(\.zone)),
        \(offers.map(\.externalReference)), \(publications.map(\.publishedAt))
      ) as publication (offer_id, company_id, zone, external_reference, published_at)
      order by offer_id
      on conflict (offer_id) do update set
        company_id = excluded.company_id,
        zone = excluded.zone,
        external_reference = excluded.external_reference,
        published_at = excluded.published_at
      where known.published_at is null
      """
  }

  /// Notes closings, also of offers whose publication is not known yet.
  static func close(_ offers: [OfferID]) -> Statement {
    """
    insert into recommendations.offers (offer_id, is_closed)
    select distinct offer_id, true
    from unnest(\(offers)) as closing (offer_id)
    order by offer_id
    on conflict (offer_id) do update set is_closed = true
    """
  }

  /// The offers of these ids or references, as far as they were ever published.
  static func find(_ offers: [OfferID], references: [String] = []) -> Statement {
    """
    select offer_id, company_id, zone, external_reference, published_at, is_closed
    from recommendations.offers
    where published_at is not null
      and (offer_id = any(\(offers)) or external_reference = any(\(references)))
    """
  }

  /// Decodes rows of `find`.
  static func offers(_ rows: ResultSet) throws -> [KnownOffer] {
    try rows.decode((OfferID, CompanyID, ZoneCode, String?, Timestamp, Bool).self).map {
      KnownOffer(offerID: $0, companyID: $1, zone: $2, externalReference: $3, publishedAt: $4, isClosed: $5)
    }
  }
}
