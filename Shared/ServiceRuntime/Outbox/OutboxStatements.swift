import AMQPClient
import FoundationEssentials
import Messages
import PostgreSQLClient
import Vocabulary

/// The statements of the outbox, on one service's schema.
struct OutboxStatements: Sendable {
  let schema: SQLIdentifier

  /// Owes messages to the broker, in the name of a live process.
  func insert(_ messages: [OutboxMessage], owner: Int64) throws -> Statement {
    let properties = try messages.map { try JSONBytes.encode(StoredProperties($0.message.properties)) }
    return """
      insert into \(identifier: schema).outbox (outbox_id, owner, exchange, routing_key, properties, body)
      select outbox_id, \(owner), exchange, routing_key, properties, body
      from unnest(
        \(messages.map(\.id)), \(messages.map(\.message.exchange)), \(messages.map(\.message.routingKey)),
        \(properties), \(messages.map(\.message.body))
      ) as owed (outbox_id, exchange, routing_key, properties, body)
      """
  }

  /// Settles what the broker has confirmed.
  func delete(_ ids: [UUID]) -> Statement {
    "delete from \(identifier: schema).outbox where outbox_id = any(\(ids))"
  }

  /// The owners of rows, living and dead.
  var owners: Statement {
    "select distinct owner from \(identifier: schema).outbox"
  }

  /// Takes the lock of an owner for this transaction, which succeeds only when the owner is gone.
  func lockOwner(_ owner: Int64) -> Statement {
    "select pg_try_advisory_xact_lock(\(owner))"
  }

  /// Rows of gone owners, and rows of one's own that no batch in memory knows of: a commit whose answer was lost.
  ///
  /// In the order of writing; rows that another relay has in hand are passed over.
  func take(ofOwners owners: [Int64], own: Int64, butNot known: [UUID], limit: Int) -> Statement {
    """
    select outbox_id, exchange, routing_key, properties, body
    from \(identifier: schema).outbox
    where (owner = any(\(owners)) or (owner = \(own) and created_at < now() - interval '5 seconds'))
      and outbox_id <> all(\(known))
    order by outbox_id
    limit \(limit)
    for update skip locked
    """
  }
}
