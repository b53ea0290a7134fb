import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.waves`.
enum WaveStatements {
  /// The last wave of an offer that solicited anybody.
  struct Last: Sendable {
    let wave: Int
    let dispatchedAt: Timestamp
  }

  static func insert(
    _ wave: Int, of level: Level, offer: OfferID, members: Int, policyVersion: Int, at now: Timestamp
  ) -> Statement {
    """
    insert into offers.waves (offer_id, wave, level, members, policy_version, dispatched_at)
    values (\(offer), \(wave), \(level), \(members), \(policyVersion), \(now))
    """
  }

  /// The last wave of each of some offers that had any.
  static func last(of ids: [OfferID]) -> Statement {
    """
    select distinct on (w.offer_id) w.offer_id, w.wave, w.dispatched_at
    from offers.waves w
    where w.offer_id = any(\(ids))
    order by w.offer_id, w.wave desc
    """
  }

  /// Decodes rows of `last`.
  static func lastWaves(_ rows: ResultSet) throws -> [OfferID: Last] {
    let waves = try rows.decode((OfferID, Int, Timestamp).self)
    return Dictionary(waves.map { ($0.0, Last(wave: $0.1, dispatchedAt: $0.2)) }) { first, _ in first }
  }

  /// The waves of some offers, in their order; how many they told, never whom (M8).
  static func all(of ids: [OfferID]) -> Statement {
    """
    select w.offer_id, w.wave, w.level, w.members, w.dispatched_at
    from offers.waves w
    where w.offer_id = any(\(ids))
    order by w.offer_id, w.wave
    """
  }

  /// Decodes rows of `all`.
  static func waves(_ rows: ResultSet) throws -> [OfferID: [OfferWave]] {
    let waves = try rows.decode((OfferID, Int, Level, Int, Timestamp).self).map {
      ($0.0, OfferWave(wave: $0.1, level: $0.2, members: $0.3, at: $0.4))
    }
    return Dictionary(grouping: waves, by: \.0).mapValues { $0.map(\.1) }
  }
}
