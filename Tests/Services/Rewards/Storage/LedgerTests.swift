import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("The ledger's own promises")
struct LedgerTests {
  /// Adds a transaction with lines of an account each.
  private func post(_ amounts: [(String, Int)], in database: ServiceDatabase) async throws {
    try await database.pool.withTransaction { transaction in
      let id = TransactionID.make()
      transaction.enqueue([
        """
        insert into rewards.transactions (transaction_id, cause_id, message_id, policy_version, recorded_at)
        values (\(id), \(id.description), \(MessageID.make()), 1, now())
        """,
        """
        insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
        select gen_random_uuid(), \(id), 'platform:cash', unit, amount
        from unnest(\(amounts.map(\.0)), \(amounts.map(\.1))) as lines (unit, amount)
        """,
      ])
    }
  }

  private func expectRefusal(_ sqlState: String, _ body: () async throws -> Void) async {
    do {
      try await body()
      Issue.record("was not refused")
    } catch {
      let refusal = (error as? PostgreSQLTransactionError)?.postgreSQLError ?? error as? PostgreSQLError
      #expect(refusal?.sqlState == sqlState)
    }
  }

  @Test("W5: what does not balance in each unit, or has no entries, cannot be committed")
  func balance() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await post([("points", 5), ("points", -5)], in: database)
      await expectRefusal(SQLState.checkViolation) { try await post([("points", 5), ("points", -4)], in: database) }
      await expectRefusal(SQLState.checkViolation) { try await post([("points", 5), ("eur-cents", -5)], in: database) }
      await expectRefusal(SQLState.checkViolation) { try await post([], in: database) }
      // Nothing is added to what was committed, whether it balances or not.
      await expectRefusal(SQLState.insufficientPrivilege) {
        try await database.pool.withTransaction { transaction in
          transaction.enqueue(
            """
            insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
            select gen_random_uuid(), transaction_id, 'platform:cash', 'points', 1 from rewards.transactions
            """)
        }
      }
    }
  }

  @Test(
    "W5: nothing in the books is updated or deleted, not even by their owner",
    arguments: [
      "update rewards.entries set amount = 2 * amount", "delete from rewards.entries", "truncate rewards.entries",
      "update rewards.transactions set policy_version = 2", "delete from rewards.transactions",
      "truncate rewards.transactions cascade",
    ] as [StaticString])
  func appendOnly(sql: StaticString) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await post([("points", 5), ("points", -5)], in: database)
      await expectRefusal(SQLState.insufficientPrivilege) {
        _ = try await database.query(Statement(stringLiteral: sql))
      }
    }
  }

  @Test("W5: a cause is posted once, a transaction is reversed once")
  func uniqueness() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let names = try await database.query(
        """
        select conname from pg_constraint
        where conrelid = 'rewards.transactions'::regclass and contype = 'u'
        order by conname
        """
      ).decode(String.self)
      #expect(names == ["transactions_cause_unique", "transactions_reversed_once"])
    }
  }
}
