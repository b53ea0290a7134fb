import Failures
import PostgreSQLClient
import ServiceRuntime
import Testing

extension ServiceRuntimeTests {
  @Suite("Whose doing a failure is")
  struct FailureKindTests {
    private struct Unmet: UnmetCondition {}
    private struct Mistake: Error {}

    private static let states: [(kind: FailureKind, states: [String])] = [
      (.everybodys, ["42501", "42P01", "42703", "XX000", "53100", "53200", "53300", "25006", "57P01", "58030"]),
      (.overtime, ["55P03", "57014", "25P03"]),
      (.contention, ["40001", "40P01", "23505", "23P01"]),
      (.own, ["22001", "22021", "23502", "23514", "54000", "P0001"]),
    ]

    @Test("of an error of the database it follows from its SQLSTATE, within a transaction and without")
    func database() async throws {
      try await TestDatabase.with { database in
        _ = try await database.pool.execute([
          """
          create function fail(code text) returns void language plpgsql as
          $$ begin raise exception 'failed' using errcode = code; end $$
          """
        ])
        for (kind, states) in Self.states {
          for state in states {
            let plain = await #expect(throws: (any Error).self) {
              try await database.pool.query("select fail(\(state))")
            }
            let wrapped = await #expect(throws: PostgreSQLTransactionError.self) {
              try await database.pool.withTransaction { try await $0.query("select fail(\(state))") }
            }
            #expect(plain.map { FailureKind($0) } == kind, "\(state)")
            #expect(wrapped.map { FailureKind($0) } == kind, "\(state) in a transaction")
          }
        }
      }
    }

    @Test("a condition that is not met yet is nobody's fault, any other error of a handler the message's own")
    func handlers() async throws {
      #expect(FailureKind(Unmet()) == .everybodys)
      #expect(FailureKind(Mistake()) == .own)
      try await TestDatabase.with { database in
        for (error, kind) in [(Unmet() as any Error, FailureKind.everybodys), (Mistake(), .own)] {
          let wrapped = await #expect(throws: PostgreSQLTransactionError.self) {
            try await database.pool.withTransaction { _ in throw error }
          }
          #expect(wrapped.map { FailureKind($0) } == kind)
        }
      }
    }

    @Test("a database that cannot be reached is everybody's")
    func unreachable() async throws {
      let nowhere = try PostgreSQLConfiguration(url: "postgresql://a@127.0.0.1:1/a", applicationName: "tests")
      let error = await #expect(throws: PostgreSQLError.self) {
        try await PostgreSQLConnection.connect(nowhere, logger: QuietLog.logger)
      }
      #expect(error.map { FailureKind($0) } == .everybodys)
    }
  }
}
