import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

/// What the service itself cannot do to its books, whatever mistake is in its code.
@Suite("The ledger and the service's own role")
struct LedgerRoleTests {
  private let original = TransactionID.make()

  /// Runs statements in one transaction as the role that the service logs in with.
  private func asService(_ database: ServiceDatabase, _ statements: [Statement]) async throws {
    try await database.pool.withTransaction { transaction in
      transaction.enqueue(["set local role rewards_service"] + statements)
    }
  }

  /// A transaction of points with lines of some amounts.
  private func posting(
    _ id: TransactionID = .make(), cause: String? = nil, reversing reversed: TransactionID? = nil, lines amounts: [Int]
  ) -> [Statement] {
    [
      """
      insert into rewards.transactions (
        transaction_id, cause_id, message_id, policy_version, reverses_transaction_id, recorded_at
      )
      values (\(id), \(cause ?? id.description), \(MessageID.make()), 1, \(reversed), now())
      """,
      """
      insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
      select gen_random_uuid(), \(id), 'platform:points-issued', 'points', amount
      from unnest(\(amounts)) as lines (amount)
      """,
    ]
  }

  private func refused(_ body: () async throws -> Void) async -> PostgreSQLError? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? PostgreSQLTransactionError)?.postgreSQLError ?? error as? PostgreSQLError
    }
  }

  private func with(_ body: (ServiceDatabase) async throws -> Void) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await asService(database, posting(original, lines: [5, -5]))
      try await body(database)
    }
  }

  @Test(
    "W5: nobody adds to a transaction that was committed, however well it balances: not the service, not a superuser",
    arguments: [[5, -5], [1], [7, -3, -4]])
  func closed(amounts: [Int]) async throws {
    try await with { database in
      let addition: Statement = """
        insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
        select gen_random_uuid(), \(original), 'platform:points-issued', 'points', amount
        from unnest(\(amounts)) as line (amount)
        """
      let refusals = [
        await refused { try await asService(database, [addition]) },
        await refused { _ = try await database.query(addition) },
        // Beside a transaction that is open, too.
        await refused { try await asService(database, posting(lines: [5, -5]) + [addition]) },
      ]
      for refusal in refusals {
        #expect(refusal?.sqlState == SQLState.insufficientPrivilege)
        #expect(refusal?.serverMessage?.contains("is closed") == true)
      }
      let entries = try await database.count("select count(*) from rewards.entries")
      #expect(entries == 2)
    }
  }

  @Test("W5: the service's role cannot commit what does not balance or has no entries")
  func unbalanced() async throws {
    try await with { database in
      for statements in [posting(lines: [5, -4]), posting(lines: [])] {
        let refusal = await refused { try await asService(database, statements) }
        #expect(refusal?.sqlState == SQLState.checkViolation)
        #expect(["transactions_balanced", "entries_whole"].contains(refusal?.constraint))
      }
      let entries = try await database.count("select count(*) from rewards.entries")
      #expect(entries == 2)
    }
  }

  @Test("W5: the service's role has no right to update, delete or truncate", arguments: ["transactions", "entries"])
  func append(table: String) async throws {
    try await with { database in
      let table = try #require(SQLIdentifier(table))
      let statements: [Statement] = [
        "update rewards.\(identifier: table) set transaction_id = transaction_id",
        "delete from rewards.\(identifier: table)", "truncate rewards.\(identifier: table) cascade",
      ]
      for statement in statements {
        let refusal = await refused { try await asService(database, [statement]) }
        #expect(refusal?.sqlState == SQLState.insufficientPrivilege)
        // Its own lack of rights, before any trigger has a say.
        #expect(refusal?.serverMessage == "permission denied for table \(table.name)")
      }
    }
  }

  @Test("W5, W8: the service's role cannot post a cause twice, nor reverse a transaction twice or by itself")
  func once() async throws {
    try await with { database in
      try await asService(database, posting(reversing: original, lines: [-5, 5]))
      let second = await refused { try await asService(database, posting(reversing: original, lines: [-5, 5])) }
      #expect(second?.constraint == "transactions_reversed_once")
      let cause = await refused { try await asService(database, posting(cause: original.description, lines: [5, -5])) }
      #expect(cause?.constraint == "transactions_cause_unique")
      let id = TransactionID.make()
      let itself = await refused { try await asService(database, posting(id, reversing: id, lines: [5, -5])) }
      #expect(itself?.constraint == "transactions_reverses_another")
      let transactions = try await database.count("select count(*) from rewards.transactions")
      #expect(transactions == 2)
    }
  }
}
