import Identity
import MembersService
import MessageHandling
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

/// Every minute each process looks for members whose keys are to be written again, and finds none for years.
@Suite("What looking for keys to renew reads")
struct RenewalReadingTests {
  private static let identity = MemberIdentity(IdentitySecrets([[UInt8](repeating: 7, count: 32)])!)
  private static let other = MemberIdentity(IdentitySecrets([[UInt8](repeating: 8, count: 32)])!)

  /// Rows of members that one look reads, and how many members it renews.
  private static func look(
    _ db: ServiceDatabase, as identity: MemberIdentity
  ) async throws -> (rows: Int, renewed: Int) {
    try await db.pool.withTransaction { transaction in
      let before = try await counts(in: transaction)
      var emission = Emission(service: .members, now: .now)
      _ = try await RenewIdentityKeys(identity: identity).run(at: .now, in: transaction, emitting: &emission)
      let after = try await counts(in: transaction)
      return (after.read - before.read, after.updated - before.updated)
    }
  }

  /// Rows that this session read and updated, and has not reported yet.
  private static func counts(in transaction: Transaction) async throws -> (read: Int, updated: Int) {
    let rows = try await transaction.query([
      """
      select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint, n_tup_upd
      from pg_stat_xact_user_tables where schemaname = 'members' and relname = 'members'
      """
    ])[0]
    return try rows[0].decode((Int, Int).self)
  }

  /// Everybody's keys are under some secrets.
  private static func know(_ db: ServiceDatabase, under identity: MemberIdentity) async throws {
    _ = try await db.pool.execute([
      """
      update members.members
      set identity_secrets = \(identity.secrets), known_under = \(identity.secrets), known_revision = revision
      """,
      "analyze members.members",
    ])
  }

  @Test("where everybody's keys are as they should be, hardly a row, however many members there are")
  func nothing() async throws {
    try await Community.with { community in
      try await FilledCommunity.fill(community.db)
      try await Self.know(community.db, under: Self.identity)
      let found = try await Self.look(community.db, as: Self.identity)
      #expect(found.renewed == 0)
      #expect(found.rows < 10)
    }
  }

  @Test("where everybody's are under other secrets, those whose turn it is and no others")
  func page() async throws {
    try await Community.with { community in
      try await FilledCommunity.fill(community.db)
      try await Self.know(community.db, under: Self.other)
      let found = try await Self.look(community.db, as: Self.identity)
      #expect(found.renewed >= RenewIdentityKeys.limit)
      #expect(found.rows < 20 * RenewIdentityKeys.limit)
      #expect(try await Self.look(community.db, as: Self.identity).renewed >= RenewIdentityKeys.limit)
    }
  }
}
