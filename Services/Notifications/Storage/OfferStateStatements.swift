import Messages
import PostgreSQLClient
import Vocabulary

/// What an event tells of an offer's being open, by its revision.
struct OfferStateNews: Sendable {
  let offerID: OfferID
  let isOpen: Bool
  let revision: Int
  /// When it expires, where the event says anything of that; of no account where `closingRevision` is zero.
  let closesAt: Timestamp?
  /// The revision by which the event tells when the offer expires; zero where it does not tell.
  let closingRevision: Int

  init(_ event: OfferPublished) {
    self.init(event.offerId, isOpen: true, event.revision ?? 1, until: event.closesAt)
  }

  init(_ event: OfferUpdated) {
    self.init(event.offerId, isOpen: true, event.revision, until: event.closesAt)
  }

  init(_ event: OfferReopened) {
    self.init(event.offerId, isOpen: true, event.revision, until: event.closesAt)
  }

  /// A closing from before there were revisions stands against the publication: nothing came after it then.
  init(_ event: OfferClosed) {
    offerID = event.offerId
    isOpen = false
    revision = event.revision ?? 1
    closesAt = nil
    closingRevision = 0
  }

  private init(_ offer: OfferID, isOpen: Bool, _ revision: Int, until closesAt: Timestamp?) {
    self.offerID = offer
    self.isOpen = isOpen
    self.revision = revision
    self.closesAt = closesAt
    self.closingRevision = revision
  }
}

/// The statements on whether offers are open, and until when.
enum OfferStateStatements {
  /// Keeps the greatest revision of either; of two that are the same, the closing.
  static func keep(_ news: [OfferStateNews]) -> Statement {
    """
    insert into notifications.offer_states as known (offer_id, is_open, revision, closes_at, closing_revision)
    select distinct on (offer_id) offer_id, is_open, revision, closes_at, closing_revision
    from unnest(
      \(news.map(\.offerID)), \(news.map(\.isOpen)), \(news.map(\.revision)), \(news.map(\.closesAt)),
      \(news.map(\.closingRevision))
    ) as news (offer_id, is_open, revision, closes_at, closing_revision)
    order by offer_id, revision desc
    on conflict (offer_id) do update
    set is_open = case
        when excluded.revision > known.revision then excluded.is_open
        when excluded.revision = known.revision then known.is_open and excluded.is_open
        else known.is_open
      end,
      revision = greatest(known.revision, excluded.revision),
      closes_at = case
        when excluded.closing_revision > known.closing_revision then excluded.closes_at else known.closes_at
      end,
      closing_revision = greatest(known.closing_revision, excluded.closing_revision)
    """
  }
}
