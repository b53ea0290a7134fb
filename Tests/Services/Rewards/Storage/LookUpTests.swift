import MessageHandling
import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Topology
import Vocabulary

/// How often the books are looked up while hires are posted, as the database counts it.
@Suite("Looking up the books")
struct LookUpTests {
  /// Scans of a table's indexes, and rows that were added.
  private struct Use {
    var lookUps: Int
    var added: Int

    /// What this transaction did so far.
    static func counted(_ table: String, in transaction: Transaction) async throws -> Use {
      let rows = try await transaction.query(
        """
        select coalesce(idx_scan, 0), n_tup_ins
        from pg_catalog.pg_stat_xact_user_tables
        where schemaname = 'rewards' and relname = \(table)
        """)
      let (lookUps, added) = try rows[0].decode((Int, Int).self)
      return Use(lookUps: lookUps, added: added)
    }
  }

  @Test("W5: that it balances takes one look-up a transaction, however many entries it has")
  func entries() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let members = (0..<40).map { _ in MemberID.make() }
      for member in members { try await database.join(member, RewardPreference(option: .toMember)) }
      let hires = database.incoming(members.map { HireAttributed.hire(by: $0) }, at: .now)
      let handler = HireAttributedHandler()
      try await database.pool.withTransaction { transaction in
        // As in the service: what has an index is read by it, however small the table.
        transaction.enqueue("set local enable_seqscan = off")
        // The session may not have reported yet what it did before.
        let before = try await Use.counted("entries", in: transaction)
        let transactionsBefore = try await Use.counted("transactions", in: transaction)
        var emission = Emission(service: .rewards, now: .now)
        var state = try await handler.load(hires, in: transaction)
        for hire in hires { try handler.decide(hire, on: &state, emitting: &emission) }
        // What is checked at commit is checked here, where it can be counted.
        _ = try await transaction.query(handler.save(state) + ["set constraints all immediate"])
        let after = try await Use.counted("entries", in: transaction)
        let transactions = try await Use.counted("transactions", in: transaction)
        // A bonus and its points, each of two entries.
        #expect(after.added - before.added == 4 * hires.count)
        #expect(transactions.added - transactionsBefore.added == 2 * hires.count)
        #expect(after.lookUps - before.lookUps == 2 * hires.count)
      }
    }
  }
}
