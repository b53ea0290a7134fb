import FoundationEssentials
import PostgreSQLClient
import TestStack
import Testing

@Suite("Values", .takingTurns, .timeLimit(.minutes(15)))
struct ValueTests {
  private enum Level: String, PostgreSQLCodable {
    case beginner, expert
  }

  private struct Points: RawRepresentable, Equatable, PostgreSQLCodable {
    let rawValue: Int
  }

  private struct Moment: Equatable, PostgreSQLCodable {
    let microseconds: Int64

    init(microseconds: Int64) { self.microseconds = microseconds }

    static var postgreSQLType: PostgreSQLType { PostgreSQLTimestamp.postgreSQLType }

    func bind(into buffer: inout BindBuffer) {
      PostgreSQLTimestamp(microsecondsSince1970: microseconds).bind(into: &buffer)
    }

    init(postgreSQL cell: PostgreSQLCell) throws(PostgreSQLError) {
      microseconds = try PostgreSQLTimestamp(postgreSQL: cell).microsecondsSince1970
    }
  }

  /// Sends values there and back, alone, as optionals and in arrays, and has the server name the type.
  private func expectRoundTrip<Value: PostgreSQLCodable & Equatable>(
    _ values: [Value], as type: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await TestDatabase.withConnection { connection in
      for value in values {
        let row = try await connection.query("select \(value), pg_typeof(\(value))::text")[0]
        let (back, name) = try row.decode((Value, String).self)
        #expect(back == value, sourceLocation: sourceLocation)
        #expect(name == type, sourceLocation: sourceLocation)
      }
      let empty: [Value] = []
      let optionals: [Value?] = [nil] + values.map { $0 } + [nil]
      let null: Value? = nil
      let row = try await connection.query(
        "select \(values), \(empty), \(optionals), \(null), array_length(\(optionals), 1)")[0]
      let decoded = try row.decode(([Value], [Value], [Value?], Value?, Int).self)
      #expect(decoded.0 == values, sourceLocation: sourceLocation)
      #expect(decoded.1 == [], sourceLocation: sourceLocation)
      #expect(decoded.2 == optionals, sourceLocation: sourceLocation)
      #expect(decoded.3 == nil, sourceLocation: sourceLocation)
      #expect(decoded.4 == optionals.count, sourceLocation: sourceLocation)
    }
  }

  @Test("text comes back as it was, empty, hostile or beyond the basic plane")
  func text() async throws {
    try await expectRoundTrip(["", "a", "'; drop table t; --", "é 😀 \\ \" $1 {a,NULL}"], as: "text")
  }

  @Test("integers of every width come back, their limits included")
  func integers() async throws {
    try await expectRoundTrip([0, -1, Int.max, Int.min], as: "bigint")
    try await expectRoundTrip([0, -1, Int64.max, Int64.min], as: "bigint")
    try await expectRoundTrip([0, -1, Int32.max, Int32.min], as: "integer")
    try await expectRoundTrip([0, -1, Int16.max, Int16.min], as: "smallint")
  }

  @Test("booleans, doubles and UUIDs come back")
  func scalars() async throws {
    try await expectRoundTrip([true, false], as: "boolean")
    try await expectRoundTrip([0, -0.1, .infinity, .greatestFiniteMagnitude], as: "double precision")
    try await expectRoundTrip([UUID(), UUID()], as: "uuid")
  }

  @Test("bytes are bytea, whether Data or an array, and so are arrays of them")
  func bytes() async throws {
    try await expectRoundTrip([Data(), Data([0, 1, 255])], as: "bytea")
    try await expectRoundTrip([[UInt8](), [0, 1, 255]], as: "bytea")
  }

  @Test("an instant keeps its microseconds")
  func instants() async throws {
    try await expectRoundTrip([Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1.5)], as: Self.timestamptz)
    let moments = [0, 1, -1, 1_795_392_000_123_457, -62_135_596_800_000_000].map(Moment.init(microseconds:))
    try await expectRoundTrip(moments, as: Self.timestamptz)
    try await TestDatabase.withConnection { connection in
      let moment = Moment(microseconds: 1_795_392_000_123_457)
      let text = try await connection.query("select (\(moment))::text")[0].decode(String.self)
      #expect(text == "2026-11-23 00:00:00.123457+00")
    }
  }

  private static let timestamptz = "timestamp with time zone"

  @Test("types with a raw value travel as it")
  func rawValues() async throws {
    try await expectRoundTrip([Level.beginner, .expert], as: "text")
    try await expectRoundTrip([Points(rawValue: 3), Points(rawValue: -3)], as: "bigint")
  }

  @Test("JSON binds as jsonb and comes back as bytes, text or JSON")
  func json() async throws {
    try await TestDatabase.withConnection { connection in
      let bytes = Array(#"{"a": 1}"#.utf8)
      let row = try await connection.query(
        "select \(json: bytes), \(json: "[]"), \(json: String?.none), \(json: bytes) ->> 'a', '{}'::json")[0]
      let (object, array, null, member, text) = try row.decode(([UInt8], String, Data?, String, PostgreSQLJSON).self)
      #expect(object == bytes)
      #expect(array == "[]")
      #expect(null == nil)
      #expect(member == "1")
      #expect(text == PostgreSQLJSON("{}"))
      let many = [PostgreSQLJSON("1"), PostgreSQLJSON("null")]
      #expect(try await connection.query("select \(many)")[0].decode([PostgreSQLJSON].self) == many)
    }
  }

  @Test("whole numbers are read from every integral type, numeric sums included")
  func wholeNumbers() async throws {
    try await TestDatabase.withConnection { connection in
      let row = try await connection.query(
        """
        select 1::int2, 2::int4, 3::int8, (select sum(x) from (values (1::int8), (-100000000::int8)) as t (x)),
          20000::numeric, 10000.00::numeric, 0::numeric, 9223372036854775807::numeric,
          -9223372036854775808::numeric, 7::oid
        """)[0]
      let numbers = try (0..<10).map { try Int(postgreSQL: row.cell($0)) }
      #expect(numbers == [1, 2, 3, -99_999_999, 20_000, 10_000, 0, .max, .min, 7])
    }
  }

  @Test(
    "what does not fit names column and types",
    arguments: [
      "select 1.5 as amount", "select 1e30::numeric as amount", "select 'NaN'::numeric as amount",
      "select 'x' as amount", "select null::int8 as amount", "select 9223372036854775808 as amount",
    ] as [Statement])
  func mismatches(statement: Statement) async throws {
    try await TestDatabase.withConnection { connection in
      let row = try await connection.query(statement)[0]
      let error = try #require(throws: PostgreSQLError.self) { try row.decode(Int.self) }
      #expect(error.code == .decoding)
      #expect(error.description.contains("\"amount\""))
      #expect(error.description.contains("Int"))
      #expect(!error.isRetriable)
    }
  }

  @Test("a raw value without a case, NULL in an array, a wrong number of columns and an unknown name are errors")
  func furtherMismatches() async throws {
    try await TestDatabase.withConnection { connection in
      let row = try await connection.query("select 'master' as level, array[1, null] as numbers")[0]
      #expect(throws: PostgreSQLError.self) { try row["level", as: Level.self] }
      #expect(throws: PostgreSQLError.self) { try row["numbers", as: [Int].self] }
      #expect(throws: PostgreSQLError.self) { try row["other", as: String.self] }
      #expect(throws: PostgreSQLError.self) { try row.decode((String, [Int?], Int).self) }
      #expect(throws: PostgreSQLError.self) { try row.decode(String.self) }
      #expect(try row["level", as: String.self] == "master")
      #expect(try row["numbers", as: [Int?].self] == [1, nil])
    }
  }

  @Test("an enum of the database reads as text, an infinite instant is an error")
  func userDefined() async throws {
    try await TestDatabase.withSchema { connection, _ in
      try await connection.query("create type mood as enum ('fine')")
      #expect(try await connection.query("select 'fine'::mood")[0].decode(String.self) == "fine")
      let row = try await connection.query("select 'infinity'::timestamptz")[0]
      #expect(throws: PostgreSQLError.self) { try row.decode(Date.self) }
      let beyond: [Statement] = [
        "select \(PostgreSQLTimestamp(microsecondsSince1970: .min))", "select \(Date(timeIntervalSince1970: 1e20))",
      ]
      for statement in beyond {
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(statement) }
        #expect(error?.sqlState == "22008")
      }
    }
  }

  @Test("a hostile string stays data")
  func hostile() async throws {
    try await TestDatabase.withSchema { connection, _ in
      try await connection.query("create table notes (body text not null)")
      let hostile = "x'); drop table notes; --"
      try await connection.query("insert into notes (body) values (\(hostile))")
      let found = try await connection.query("select body from notes where body = \(hostile)")
      #expect(try found.decode(String.self) == [hostile])
    }
  }

  @Test("arrays make set-based statements")
  func sets() async throws {
    try await TestDatabase.withSchema { connection, _ in
      try await connection.query("create table members (id uuid primary key, name text, points int8)")
      let ids = (0..<100).map { _ in UUID() }
      let names: [String?] = (0..<100).map { $0.isMultiple(of: 2) ? "n\($0)" : nil }
      let inserted = try await connection.query(
        """
        insert into members (id, name, points)
        select * from unnest(\(ids), \(names), \(Array(0..<100)))
        """)
      #expect(inserted.affectedRows == 100)
      let found = try await connection.query(
        "select id, name, points from members where id = any(\(ids)) order by points")
      #expect(found.count == 100)
      #expect(found.columnNames == ["id", "name", "points"])
      for (index, row) in try found.decode((UUID, String?, Int).self).enumerated() {
        #expect(row == (ids[index], names[index], index))
      }
    }
  }
}
