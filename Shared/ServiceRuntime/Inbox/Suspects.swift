import AMQPClient
import FoundationEssentials
import PostgreSQLClient
import Vocabulary

/// Counts attempts at messages that came back so often that they may be what ends the process.
///
/// An attempt is written down before it is made, so that whoever comes after a crash knows which of all the messages in
/// hand it was: the broker counts a return for each of them.
struct Suspects: Sendable {
  let pool: PostgreSQLPool
  let schema: SQLIdentifier

  /// Notes an attempt; how many there are with it.
  func begin(_ delivery: Delivery) async throws -> Int {
    try await pool.query(
      """
      insert into \(identifier: schema).attempts (fingerprint, attempts, last_at)
      values (sha256(\(Self.mark(delivery))), 1, now())
      on conflict (fingerprint) do update set attempts = attempts.attempts + 1, last_at = excluded.last_at
      returning attempts
      """)[0].decode(Int.self)
  }

  /// Forgets a message that did no harm, or is given up.
  func acquit(_ delivery: Delivery) async throws {
    _ = try await pool.execute([
      "delete from \(identifier: schema).attempts where fingerprint = sha256(\(Self.mark(delivery)))"
    ])
  }

  /// What tells the message from others without reading it.
  private static func mark(_ delivery: Delivery) -> Data {
    Data(delivery.exchange.utf8) + [0] + Data(delivery.routingKey.utf8) + [0] + delivery.body
  }
}
