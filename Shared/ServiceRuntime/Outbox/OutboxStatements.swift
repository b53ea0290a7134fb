import FoundationEssentials
import PostgreSQLClient

/// The statements of the outbox, on one service's schema.
package struct OutboxStatements: Sendable {
  let schema: SQLIdentifier

  package init(schema: SQLIdentifier) {
    self.schema = schema
  }

  /// Owes messages to the broker, in the name of a live process.
  package func insert(_ row: OutboxRow, owner: Int64) throws -> Statement {
    """
    insert into \(identifier: schema).outbox (outbox_id, owner, messages)
    values (\(row.id), \(owner), \(try PackedMessages.pack(row.messages)))
    """
  }

  /// Deletes what the broker has confirmed.
  func delete(_ ids: [UUID]) -> Statement {
    "delete from \(identifier: schema).outbox where outbox_id = any(\(ids))"
  }

  /// Keeps of a row what is still owed; the row is locked.
  func keep(_ rest: OutboxRow) throws -> Statement {
    """
    update \(identifier: schema).outbox
    set messages = \(try PackedMessages.pack(rest.messages))
    where outbox_id = \(rest.id)
    """
  }

  /// Keeps of a row what could not be sent now, for a later turn: after ten seconds, twice as long each time, at most ten
  /// minutes.
  func postpone(_ rest: OutboxRow) throws -> Statement {
    """
    update \(identifier: schema).outbox
    set messages = \(try PackedMessages.pack(rest.messages)), attempts = attempts + 1,
      due_at = now() + least(interval '10 minutes', interval '10 seconds' * 2 ^ least(attempts, 10))
    where outbox_id = \(rest.id)
    """
  }

  /// Keeps rows as they are for a later turn, as `postpone` of one.
  func postpone(_ ids: [UUID]) -> Statement {
    """
    update \(identifier: schema).outbox
    set attempts = attempts + 1,
      due_at = now() + least(interval '10 minutes', interval '10 seconds' * 2 ^ least(attempts, 10))
    where outbox_id = any(\(ids))
    """
  }

  /// Puts the rows of a former session of this process under its new one.
  func takeOver(from former: Int64, to owner: Int64) -> Statement {
    "update \(identifier: schema).outbox set owner = \(owner) where owner = \(former)"
  }

  /// How many rows there are, the age of the oldest in seconds, and how many could not be sent so far.
  var measure: Statement {
    """
    select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)::float8,
      count(*) filter (where attempts > 0)
    from \(identifier: schema).outbox
    """
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
  /// In the order of writing, but for those whose turn was put off; rows that another relay has in hand are passed over.
  func take(ofOwners owners: [Int64], own: Int64, butNot known: [UUID], limit: Int) -> Statement {
    """
    select outbox_id, messages
    from \(identifier: schema).outbox
    where (owner = any(\(owners)) or (owner = \(own) and created_at < now() - interval '5 seconds'))
      and outbox_id <> all(\(known))
      and due_at <= now()
    order by due_at, outbox_id
    limit \(limit)
    for update skip locked
    """
  }
}
