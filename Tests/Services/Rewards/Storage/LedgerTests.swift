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

  /// Adds a transaction, and its lines of points by a statement each; with `check`, what is checked at commit is checked before
  /// the last of them.
  private func post(inTurn statements: [[Int]], checkedBeforeTheLast check: Bool = false, in database: ServiceDatabase)
    async throws
  {
    try await database.pool.withTransaction { transaction in
      let id = TransactionID.make()
      transaction.enqueue(
        """
        insert into rewards.transactions (transaction_id, cause_id, message_id, policy_version, recorded_at)
        values (\(id), \(id.description), \(MessageID.make()), 1, now())
        """)
      for (number, amounts) in statements.enumerated() {
        if check, number == statements.count - 1 { transaction.enqueue("set constraints all immediate") }
        transaction.enqueue(
          """
          insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
          select gen_random_uuid(), \(id), 'platform:cash', 'points', amount
          from unnest(\(amounts)) as lines (amount)
          """)
      }
    }
  }

  @Test("W5: entries are added balanced, or not at all: no statement may leave to a later one what is missing")
  func wholeStatements() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await post(inTurn: [[5, -5], [3, -2, -1]], in: database)
      await expectRefusal(SQLState.checkViolation) { try await post(inTurn: [[5], [-5]], in: database) }
      await expectRefusal(SQLState.checkViolation) { try await post(inTurn: [[5, -5], [1]], in: database) }
      // Who has the check at commit made early, and adds something afterwards, gains nothing by that.
      await expectRefusal(SQLState.checkViolation) {
        try await post(inTurn: [[5, -5], [7, -6]], checkedBeforeTheLast: true, in: database)
      }
      #expect(try await database.count("select count(*) from rewards.entries") == 5)
    }
  }

  @Test("W5: what one statement adds to several transactions balances in each of them")
  func severalTransactions() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      await expectRefusal(SQLState.checkViolation) {
        try await database.pool.withTransaction { transaction in
          let ids = [TransactionID.make(), .make()]
          transaction.enqueue([
            """
            insert into rewards.transactions (transaction_id, cause_id, message_id, policy_version, recorded_at)
            select id, id::text, \(MessageID.make()), 1, now() from unnest(\(ids)) as posted (id)
            """,
            // Five in one, and minus five in the other.
            """
            insert into rewards.entries (entry_id, transaction_id, account, unit, amount)
            select gen_random_uuid(), id, 'platform:cash', 'points', amount
            from unnest(\(ids), \([5, -5])) as lines (id, amount)
            """,
          ])
        }
      }
    }
  }

  @Test("W5: accounts have the form that they always had")
  func accounts() async throws {
    let id = MemberID.make().description
    let endings = [
      ":payable", ":points", ":listing-credits", ":claim", ":payables", ":", "", ":payable:", ":Points", ":payable\n",
    ]
    let ids = [
      id, String(id.dropLast()), id + "0", id.uppercased(), String(id.dropLast()) + "g",
      String(repeating: "-", count: 36), "",
      String(id.dropLast()) + "é", String(id.dropLast(2)) + ":a",
    ]
    var accounts = [
      "platform:cash", "platform:", "platform:Cash", "platform:cash:payable", "platform", "", " platform:cash",
      "platform:a\n",
    ]
    for kind in ["member", "charity", "company", "platform", "members", ""] {
      for id in ids { accounts += endings.map { "\(kind):\(id)\($0)" } }
    }
    try await ServiceDatabase.with(RewardsService.definition) { [accounts] database in
      _ = try await database.query("create table public.copy (like rewards.entries including constraints)")
      _ = try await database.query(
        """
        create function public.is_taken(account text) returns boolean language plpgsql as $$
        begin
          insert into public.copy values (gen_random_uuid(), gen_random_uuid(), account, 'points', 1);
          return true;
        exception when check_violation then
          return false;
        end
        $$
        """)
      let rows = try await database.query(
        """
        select account, public.is_taken(account),
          account ~ '^(platform:[a-z-]+|(member|charity|company):[0-9a-f-]{36}:(payable|points|listing-credits|claim))$'
        from unnest(\(accounts)) as tried (account)
        """)
      let tried = try rows.decode((String, Bool, Bool).self)
      #expect(tried.count == accounts.count && tried.contains(where: \.2))
      for (account, isTaken, wasTaken) in tried { #expect(isTaken == wasTaken, "\(account)") }
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
