import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on who was told of an offer, in the order of telling; along `solicitations_by_wave` (O5).
enum SolicitationPageStatements {
  /// Where a page goes on: behind a member of a wave, or at the wave's beginning where none is named.
  struct Place: Sendable {
    let wave: Int
    let memberID: MemberID?
  }

  /// Of some pairs of an offer and a member those where the member was told, in which wave and when.
  static func told(_ pairs: [(offer: OfferID, member: MemberID)]) -> Statement {
    """
    select s.offer_id, s.member_id, s.wave, s.solicited_at
    from unnest(\(pairs.map(\.offer)), \(pairs.map(\.member))) as q (offer_id, member_id)
    join offers.solicitations s on s.offer_id = q.offer_id and s.member_id = q.member_id
    """
  }

  /// Those who were told, behind a place and in one wave where these are given; at most so many.
  static func page(of offer: OfferID, in wave: Int?, behind place: Place?, limit: Int) -> Statement {
    let inWave: Statement = wave.map { "and s.wave = \($0)" } ?? ""
    let behind: Statement =
      switch place {
      case nil: ""
      case let place? where place.memberID != nil: "and (s.wave, s.member_id) > (\(place.wave), \(place.memberID))"
      case let place?: "and s.wave >= \(place.wave)"
      }
    return """
      select s.member_id, s.level, s.wave, s.solicited_at
      from offers.solicitations s
      where s.offer_id = \(offer) \(fragment: inWave) \(fragment: behind)
      order by s.wave, s.member_id
      limit \(limit)
      """
  }

  /// Decodes rows of `page`.
  static func solicitations(_ rows: ResultSet) throws -> [ListedSolicitation] {
    try rows.decode((MemberID, Level, Int, Timestamp).self).map {
      ListedSolicitation(memberId: $0.0, level: $0.1, wave: $0.2, at: $0.3, state: .solicited)
    }
  }
}
