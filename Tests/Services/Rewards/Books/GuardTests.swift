import PostgreSQLClient
import RewardsBooks
import RewardsService
import ServiceTesting
import Testing

/// What keeps the books as they are is watched by who verifies them, since who owns the tables can take it away.
@Suite("Guards of the books")
struct GuardTests {
  private func found(_ database: ServiceDatabase, by name: String = "guarded") async throws -> [String: String] {
    let check = try #require(DifferenceQuery.all.first { $0.name == name })
    let found = try await database.pool.withTransaction { try await check.differences(in: $0) }
    #expect(found.count == found.examples.count)
    return Dictionary(found.examples.map { ($0.subject, $0.found) }) { first, _ in first }
  }

  @Test("W5: they are in force as the migrations made them")
  func inForce() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let found = try await found(database)
      #expect(found == [:])
    }
  }

  @Test(
    "W5: one that is disabled, gone or asked for on replicas alone is found",
    arguments: [
      ("transactions", "transactions_balanced"), ("entries", "entries_whole"),
      ("transactions", "transactions_append_only"), ("entries", "entries_append_only"),
      ("entries", "entries_while_posted"), ("received", "received_append_only"),
    ])
  func takenAway(table: String, trigger: String) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (relation, name) = (try #require(SQLIdentifier(table)), try #require(SQLIdentifier(trigger)))
      let subject = "\(table) \(trigger)"
      let changes: [Statement] = [
        "alter table rewards.\(identifier: relation) disable trigger \(identifier: name)",
        "alter table rewards.\(identifier: relation) enable replica trigger \(identifier: name)",
      ]
      for change in changes {
        _ = try await database.query(change)
        #expect(try await found(database) == [subject: "disabled"])
      }
      _ = try await database.query("drop trigger \(identifier: name) on rewards.\(identifier: relation)")
      #expect(try await found(database) == [subject: "not there"])
    }
  }

  @Test(
    "W5: a body that does nothing any more is found, at every trigger that has it",
    arguments: [
      ("require_balanced_transaction", 1), ("require_balanced_entries", 1), ("refuse_change", 3),
      ("require_open_transaction", 1),
    ])
  func emptied(function: String, triggers: Int) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let name = try #require(SQLIdentifier(function))
      _ = try await database.query(
        """
        create or replace function rewards.\(identifier: name)() returns trigger language plpgsql as $$
        begin
          return null;
        end
        $$
        """)
      let found = try await found(database)
      #expect(found.count == triggers && Set(found.values) == ["another body"])
    }
  }

  private static let harms: [(changes: [Statement], state: String)] = [
    (["alter table rewards.corrections disable trigger corrections_append_only"], "disabled"),
    (["alter table rewards.corrections enable trigger corrections_append_only"], "disabled"),
    (["drop trigger corrections_append_only on rewards.corrections"], "not there"),
    (["drop table rewards.corrections"], "not there"),
    (
      [
        """
        create or replace function rewards.refuse_to_change_corrections() returns trigger language plpgsql as $$
        begin
          return null;
        end
        $$
        """
      ], "another body"
    ),
    (
      [
        """
        create or replace trigger corrections_append_only before update of at or delete on rewards.corrections
        for each statement execute function rewards.refuse_to_change_corrections()
        """,
        "alter table rewards.corrections enable always trigger corrections_append_only",
      ], "on other occasions"
    ),
    (
      [
        """
        create or replace trigger corrections_append_only before delete or truncate on rewards.corrections
        for each statement execute function rewards.refuse_to_change_corrections()
        """,
        "alter table rewards.corrections enable always trigger corrections_append_only",
      ], "on other occasions"
    ),
  ]

  @Test("A2: so is the trail's, whatever was done to it", arguments: harms.indices)
  func trail(index: Int) async throws {
    let harm = Self.harms[index]
    try await ServiceDatabase.with(RewardsService.definition) { database in
      #expect(try await found(database, by: "trails") == [:])
      for change in harm.changes { _ = try await database.query(change) }
      #expect(try await found(database, by: "trails") == ["rewards corrections_append_only": harm.state])
    }
  }

  @Test("A2: so are those of decisions that two people take")
  func decisions() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await database.query("alter table rewards.decisions disable trigger decisions_kept")
      _ = try await database.query("drop trigger decisions_never_emptied on rewards.decisions")
      #expect(
        try await found(database, by: "trails") == [
          "rewards decisions_kept": "disabled", "rewards decisions_never_emptied": "not there",
        ])
    }
  }

  @Test("A2: what was asked for is changed by nobody, and confirmed once")
  func kept() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await database.query(
        """
        insert into rewards.decisions (decision_id, command, data, asked_by, asked_at, expires_at)
        values ('01930000-0000-7000-8000-000000000001', 'rewards.change-policy', '{"sponsorshipCents": 1}', 'ada', now(),
          now() + interval '1 day')
        """)
      let refused: [Statement] = [
        #"update rewards.decisions set data = '{"sponsorshipCents": 2}'"#,
        "update rewards.decisions set asked_by = 'eve'",
        "update rewards.decisions set expires_at = now() + interval '9 days'",
        #"update rewards.decisions set confirmed_by = 'eve', confirmed_at = now(), data = '{}'"#,
        "delete from rewards.decisions", "truncate rewards.decisions",
      ]
      func expectRefusals() async {
        for statement in refused {
          await #expect(throws: PostgreSQLError.self) { try await database.query(statement) }
        }
      }
      await expectRefusals()
      _ = try await database.query("update rewards.decisions set confirmed_by = 'grace', confirmed_at = now()")
      await expectRefusals()
      await #expect(throws: PostgreSQLError.self) {
        try await database.query("update rewards.decisions set confirmed_by = 'eve', confirmed_at = now()")
      }
      await #expect(throws: PostgreSQLError.self) {
        try await database.query("update rewards.decisions set confirmed_by = null, confirmed_at = null")
      }
      let kept = try await database.query("select asked_by, confirmed_by, data::text from rewards.decisions")
      #expect(try kept[0].decode((String, String, String).self) == ("ada", "grace", #"{"sponsorshipCents": 1}"#))
    }
  }

  @Test("W5: one that is asked on other occasions, or on a condition, is found")
  func otherOccasions() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await database.query(
        """
        create or replace trigger entries_append_only before delete or truncate on rewards.entries
        for each statement execute function rewards.refuse_change()
        """)
      _ = try await database.query(
        """
        create or replace trigger received_append_only before update or delete or truncate on rewards.received
        for each statement when (false) execute function rewards.refuse_change()
        """)
      #expect(
        try await found(database) == [
          "entries entries_append_only": "on other occasions", "received received_append_only": "on other occasions",
        ])
    }
  }
}
