import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// A publication of an offer.
package struct OfferPublication: Sendable {
  let offer: KnownOffer
  let publishedAt: Timestamp
  let closesAt: Timestamp?
  let revision: Int
}

/// What an amendment says of an offer (O7).
package struct OfferAmendment: Sendable {
  let offerID: OfferID
  let revision: Int
  let externalReference: String?
  let closesAt: Timestamp?
}

/// A closing of an offer (O1).
package struct OfferClosing: Sendable {
  let offerID: OfferID
  let revision: Int
  let reason: ClosingReason
}

/// A reopening of an offer that had expired (O7).
package struct OfferReopening: Sendable {
  let offerID: OfferID
  let revision: Int
  let closesAt: Timestamp?
}

/// The statements about offers.
///
/// Rows are taken in the order of their ids. Each event tells a part of an offer, and of each part the greatest revision that
/// told it counts; what comes before the publication is known waits for it in the offer's row.
enum OfferStatements {
  /// Keeps publications; one an offer.
  ///
  /// What closed before it was known to be published stays closed, and what was amended stays amended.
  static func publish(_ publications: [OfferPublication]) -> Statement {
    let offers = publications.map(\.offer)
    return """
      insert into recommendations.offers as known (
        offer_id, company_id, zone, external_reference, published_at, closes_at, reference_revision, closes_at_revision
      )
      select offer_id, company_id, zone, external_reference, published_at, closes_at, revision, revision
      from unnest(
        \(offers.map(\.offerID)), \(offers.map(\.companyID)), \(offers.map(\.zone)),
        \(offers.map(\.externalReference)), \(publications.map(\.publishedAt)), \(publications.map(\.closesAt)),
        \(publications.map(\.revision))
      ) as publication (offer_id, company_id, zone, external_reference, published_at, closes_at, revision)
      order by offer_id
      on conflict (offer_id) do update set
        company_id = excluded.company_id,
        zone = excluded.zone,
        published_at = excluded.published_at,
        \(fragment: newestReference),
        \(fragment: newestClosesAt)
      where known.published_at is null
      """
  }

  private static let newestReference: Statement = """
    external_reference = case
      when known.reference_revision < excluded.reference_revision then excluded.external_reference
      else known.external_reference
    end,
    reference_revision = greatest(known.reference_revision, excluded.reference_revision)
    """

  private static let newestClosesAt: Statement = """
    closes_at = case
      when known.closes_at_revision < excluded.closes_at_revision then excluded.closes_at
      else known.closes_at
    end,
    closes_at_revision = greatest(known.closes_at_revision, excluded.closes_at_revision)
    """

  /// Keeps amendments; one an offer, the newest.
  static func amend(_ amendments: [OfferAmendment]) -> Statement {
    """
    insert into recommendations.offers as known (
      offer_id, external_reference, closes_at, reference_revision, closes_at_revision
    )
    select offer_id, external_reference, closes_at, revision, revision
    from unnest(
      \(amendments.map(\.offerID)), \(amendments.map(\.externalReference)), \(amendments.map(\.closesAt)),
      \(amendments.map(\.revision))
    ) as amendment (offer_id, external_reference, closes_at, revision)
    order by offer_id
    on conflict (offer_id) do update set
      \(fragment: newestReference),
      \(fragment: newestClosesAt)
    where known.reference_revision < excluded.reference_revision
      or known.closes_at_revision < excluded.closes_at_revision
    """
  }

  /// Notes closings; one an offer, the newest.
  static func close(_ closings: [OfferClosing]) -> Statement {
    """
    insert into recommendations.offers as known (offer_id, is_closed, closing_reason, state_revision)
    select offer_id, true, reason, revision
    from unnest(
      \(closings.map(\.offerID)), \(closings.map(\.reason.rawValue)), \(closings.map(\.revision))
    ) as closing (offer_id, reason, revision)
    order by offer_id
    on conflict (offer_id) do update set
      is_closed = true,
      closing_reason = excluded.closing_reason,
      state_revision = excluded.state_revision
    where known.state_revision < excluded.state_revision
    """
  }

  /// Notes reopenings; one an offer, the newest.
  static func reopen(_ reopenings: [OfferReopening]) -> Statement {
    """
    insert into recommendations.offers as known (offer_id, closes_at, closes_at_revision, state_revision)
    select offer_id, closes_at, revision, revision
    from unnest(
      \(reopenings.map(\.offerID)), \(reopenings.map(\.closesAt)), \(reopenings.map(\.revision))
    ) as reopening (offer_id, closes_at, revision)
    order by offer_id
    on conflict (offer_id) do update set
      is_closed = known.is_closed and known.state_revision > excluded.state_revision,
      closing_reason = case
        when known.state_revision > excluded.state_revision then known.closing_reason
      end,
      state_revision = greatest(known.state_revision, excluded.state_revision),
      \(fragment: newestClosesAt)
    where known.state_revision < excluded.state_revision or known.closes_at_revision < excluded.closes_at_revision
    """
  }

  /// The offers of these ids, as far as they were ever published, and keeps them from being closed until commit: what ends
  /// with an offer is then all that was ever recommended for it (O8).
  ///
  /// An offer past its time is closed, whether or not that is heard of.
  static func hold(_ offers: [OfferID], at now: Timestamp) -> Statement {
    """
    select
      offer_id, company_id, zone, external_reference, published_at,
      is_closed or coalesce(closes_at <= \(now), false) as is_closed
    from recommendations.offers
    where published_at is not null and offer_id = any(\(offers))
    order by offer_id
    for share
    """
  }

  /// Which of these offers were filled or cancelled, which is for good.
  static func over(_ offers: [OfferID]) -> Statement {
    """
    select offer_id
    from recommendations.offers
    where offer_id = any(\(offers)) and is_closed and closing_reason in ('filled', 'cancelled')
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

  /// Decodes rows of `find` and `hold`.
  static func offers(_ rows: ResultSet) throws -> [KnownOffer] {
    try rows.decode((OfferID, CompanyID, ZoneCode, String?, Timestamp, Bool).self).map {
      KnownOffer(offerID: $0, companyID: $1, zone: $2, externalReference: $3, publishedAt: $4, isClosed: $5)
    }
  }
}
