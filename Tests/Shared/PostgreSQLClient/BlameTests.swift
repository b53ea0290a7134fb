import PostgreSQLClient
import TestStack
import Testing

@Suite("Blame", .takingTurns, .timeLimit(.minutes(15)))
struct BlameTests {
  private typealias Blame = PostgreSQLError.Blame

  private static let states: [(blame: PostgreSQLError.Blame, states: String)] = [
    (
      .server,
      """
      08000 08003 08006 08P01 0A000 25006 25P03 25P04 26000 28000 28P01 3D000 3F000 42501 42601 42703 42804 42883 42P01
      42P02 42P05 42P07 42P18 53000 53100 53200 53300 53400 55000 55006 55P02 55P03 57000 57014 57P01 57P02 57P03 57P04
      57P05 58000 58030 58P01 F0000 XX000 XX001 XX002
      """
    ),
    (.contention, "23505 23P01 40000 40001 40002 40003 40P01 72000"),
    (
      .statement,
      """
      21000 22001 22003 22007 22008 22012 22021 22023 22P02 22P05 23000 23001 23502 23503 23514 25P02 27000 2200H 44000
      54000 54001 54011 54023 P0000 P0001 P0002 P0003 P0004 00000 ZZ999
      """
    ),
  ]

  @Test("whose doing an error is follows from its SQLSTATE")
  func table() {
    for (blame, states) in Self.states {
      for state in states.split(whereSeparator: \.isWhitespace) {
        #expect(SQLState.blame(String(state)) == blame, "\(state)")
      }
    }
  }

  @Test("what hits all work alike is the server's, what another session did is contention, the rest the statement's")
  func fromServer() async throws {
    try await TestDatabase.withSchema { connection, _ in
      try await connection.execute([
        "create table items (id int8 constraint items_key primary key, note text check (note <> ''))",
        "create index on items (note)", "insert into items values (1, 'a')",
      ])
      let expectations: [(Statement, PostgreSQLError.Blame)] = [
        ("select colour from items", .server), ("select 1 from no_such_table", .server),
        ("select no_such_function()", .server), ("select 1 from no_such_schema.items", .server),
        ("insert into items values (1, 'b')", .contention), ("insert into items values (2, '')", .statement),
        ("select 1 / 0", .statement),
        (
          "insert into items select 3, string_agg(sha512(n::text::bytea)::text, '') from generate_series(1, 200) n",
          .statement
        ),
      ]
      for (statement, blame) in expectations {
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(statement) }
        #expect(error?.blame == blame, "\(statement): \(error?.sqlState ?? "")")
      }
    }
  }

  @Test("a transaction's blame is that of what ended it, and nobody's where its body gave up")
  func transactions() async throws {
    struct Refusal: Error {}
    try await TestDatabase.withConnection { connection in
      let swallowed = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { _ = try? await $0.query("select 1 from no_such_table") }
      }
      #expect(swallowed?.commit?.code == .transactionRolledBack)
      #expect(swallowed?.blame == .server)
      let refused = await #expect(throws: PostgreSQLTransactionError.self) {
        try await connection.withTransaction { _ in throw Refusal() }
      }
      #expect(refused?.blame == nil)
    }
    let configuration = try PostgreSQLConfiguration(url: "postgresql://a@127.0.0.1:1/a", applicationName: "tests")
    let pool = PostgreSQLPool(configuration, limit: 1, logger: TestDatabase.logger)
    let away = await #expect(throws: PostgreSQLTransactionError.self) { try await pool.withTransaction { _ in } }
    #expect(away?.blame == .server)
    await pool.close()
  }
}
