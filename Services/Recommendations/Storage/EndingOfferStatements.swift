import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The statements about offers that were filled or cancelled, until what was under way for them has ended (O8).
enum EndingOfferStatements {
  /// An offer, and why it closed.
  struct Ending: Sendable {
    let offerID: OfferID
    let reason: ClosingReason
  }

  /// A recommendation for it, whatever its state.
  struct Recommended: Sendable {
    let recommendationID: RecommendationID
    let attributedAt: Timestamp
    let isUnderWay: Bool
  }

  /// Notes that offers end.
  static func begin(_ closings: [OfferClosing]) -> Statement {
    """
    insert into recommendations.ending_offers (offer_id, reason)
    select offer_id, reason
    from unnest(
      \(closings.map(\.offerID)), \(closings.map(\.reason.rawValue))
    ) as closing (offer_id, reason)
    order by offer_id
    on conflict do nothing
    """
  }

  /// Takes an offer that ends, unless another process has it.
  static let take: Statement = """
    select offer_id, reason
    from recommendations.ending_offers
    order by offer_id
    limit 1
    for update skip locked
    """

  /// Decodes the row of `take`.
  static func ending(_ row: Row) throws -> Ending? {
    let (offer, reason) = try row.decode((OfferID, String).self)
    return ClosingReason(rawValue: reason).map { Ending(offerID: offer, reason: $0) }
  }

  /// The next recommendations for an offer, the oldest first.
  ///
  /// Under way is what has its interview still before it, also where a hire came before that and was withdrawn.
  /// The place is looked up by itself: joined, it would be compared with all that came before it.
  static func next(of offer: OfferID, limit: Int) -> Statement {
    """
    select
      recommendation_id, attributed_at,
      state = 'attributed' or state = 'hire-withdrawn' and not exists (
        select
        from recommendations.recommendation_history reached
        where reached.recommendation_id = recommendation.recommendation_id
          and reached.state in ('qualified', 'rejected', 'withdrawn', 'offer-closed')
      ) as is_under_way
    from recommendations.recommendations recommendation
    where offer_id = \(offer)
      and (attributed_at, recommendation_id) > (
        (select through_instant from recommendations.ending_offers where offer_id = \(offer)),
        (select through_id from recommendations.ending_offers where offer_id = \(offer))
      )
    order by attributed_at, recommendation_id
    limit \(limit)
    """
  }

  /// Decodes rows of `next`.
  static func recommended(_ rows: ResultSet) throws -> [Recommended] {
    try rows.decode((RecommendationID, Timestamp, Bool).self).map {
      Recommended(recommendationID: $0, attributedAt: $1, isUnderWay: $2)
    }
  }

  /// Notes how far an offer is done.
  static func advance(_ offer: OfferID, through last: Recommended) -> Statement {
    """
    update recommendations.ending_offers
    set through_instant = \(last.attributedAt), through_id = \(last.recommendationID)
    where offer_id = \(offer)
    """
  }

  /// Forgets an offer that is done.
  static func finish(_ offer: OfferID) -> Statement {
    "delete from recommendations.ending_offers where offer_id = \(offer)"
  }
}
