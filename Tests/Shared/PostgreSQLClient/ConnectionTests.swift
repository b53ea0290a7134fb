import FoundationEssentials
import Logging
import PostgreSQLClient
import Synchronization
import TestStack
import Testing

@Suite("Connecting", .takingTurns, .timeLimit(.minutes(15)))
struct ConnectionTests {
  private func failure(_ url: String, timeout: Duration = .seconds(5)) async throws -> PostgreSQLError {
    var configuration = try PostgreSQLConfiguration(url: url, applicationName: "tests")
    configuration.connectTimeout = timeout
    let result = configuration
    return try #require(
      await #expect(throws: PostgreSQLError.self) {
        try await PostgreSQLConnection.connect(result, logger: TestDatabase.logger)
      })
  }

  /// The test server's URL with another role or database.
  private func url(user: String? = nil, database: String? = nil) throws -> String {
    let base = try TestStack.adminDatabaseURL
    let separator = base.contains("?") ? "&" : "?"
    let changes = [user.map { "user=\($0)" }, database.map { "dbname=\($0)" }].compactMap { $0 }
    return base + separator + changes.joined(separator: "&")
  }

  @Test("a wrong address says where it tried and what to check")
  func wrongAddress() async throws {
    let error = try await failure("postgresql://coopt:secret@127.0.0.1:1/coopt")
    #expect(error.code == .connectionFailed)
    #expect(error.isConnectionFailure && error.isRetriable)
    #expect(error.description.contains("coopt@127.0.0.1:1/coopt"))
    #expect(error.description.contains("check address"))
    #expect(!error.description.contains("secret"))
  }

  @Test("sessions keep plans that read by index, compile none and count in UTC; what the URL says counts more")
  func sessionSettings() async throws {
    let names = ["plan_cache_mode", "enable_seqscan", "jit", "TimeZone"]
    func settings(_ url: String) async throws -> [String] {
      let configuration = try PostgreSQLConfiguration(url: url, applicationName: "tests")
      let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
      let rows = try await connection.query(
        "select current_setting(name) from unnest(\(names)) with ordinality as it(name, place) order by place")
      await connection.close()
      return try rows.map { try $0.decode(String.self) }
    }
    let base = try TestStack.adminDatabaseURL
    #expect(try await settings(base) == ["force_generic_plan", "off", "off", "UTC"])
    let separator = base.contains("?") ? "&" : "?"
    let asked = "options=-c%20plan_cache_mode%3Dauto%20-c%20enable_seqscan%3Don"
    #expect(try await settings(base + separator + asked) == ["auto", "on", "off", "UTC"])
  }

  @Test("an unknown database is a failed connection with its SQLSTATE")
  func wrongDatabase() async throws {
    let error = try await failure(url(database: "no_such_database"))
    #expect(error.code == .connectionFailed)
    #expect(error.sqlState == "3D000")
    #expect(error.description.contains("no_such_database"))
    #expect(!error.description.contains("LOCATION"))
  }

  @Test("an unknown role is a refused login")
  func wrongRole() async throws {
    let error = try await failure(url(user: "no_such_role"))
    #expect(error.code == .authenticationFailed)
    #expect(error.sqlState?.hasPrefix("28") == true)
    #expect(error.isConnectionFailure)
    #expect(error.description.contains("check role and password"))
  }

  @Test(
    "a wrong password is a refused login and is not repeated",
    .enabled("the test server asks for passwords") { try TestDatabase.configuration().secret != nil })
  func wrongPassword() async throws {
    var configuration = try TestDatabase.configuration()
    configuration.password = "not-the-password"
    let result = configuration
    let error = await #expect(throws: PostgreSQLError.self) {
      try await PostgreSQLConnection.connect(result, logger: TestDatabase.logger)
    }
    #expect(error?.code == .authenticationFailed)
    #expect(error?.sqlState == "28P01")
    #expect(error?.description.contains("not-the-password") == false)
  }

  @Test("a server that does not answer is given up in time")
  func silentServer() async throws {
    let silent = try SilentServer()
    let error = try await failure("postgresql://a:secret@127.0.0.1:\(silent.port)/a", timeout: .milliseconds(50))
    #expect(error.code == .connectionFailed)
    #expect(error.description.contains("no answer"))
    #expect(!error.description.contains("secret"))
  }

  @Test(
    "an unreadable URL is told without repeating it",
    arguments: [
      "postgresql://user:sec%ret@host/db", "postgresql://user:secret@host:port:port/db", "secret",
      "postgresql://user:secret@host/db?colour=red",
    ])
  func unreadableURL(url: String) {
    let error = #expect(throws: PostgreSQLError.self) {
      try PostgreSQLConfiguration(url: url, applicationName: "tests")
    }
    #expect(error?.code == .invalidConfiguration)
    #expect(error?.description.contains("sec") == false)
    #expect(error?.isRetriable == false)
  }

  @Test("a refused login is recognised by its SQLSTATE, and the password stays out of what is said")
  func report() {
    let raw = """
      connection to server at "127.0.0.1", port 5432 failed: FATAL:  28P01: password authentication failed for "secret"
      LOCATION:  auth_failed, auth.c:321

      """
    let error = ConnectionReport(raw, hiding: "secret").error(target: "a@b", needsPassword: false)
    #expect(error.code == .authenticationFailed)
    #expect(error.sqlState == "28P01")
    #expect(!error.description.contains("secret"))
    #expect(!error.description.contains("auth.c"))
    let silent = ConnectionReport("fe_sendauth: no password supplied\n", hiding: nil)
    #expect(silent.error(target: "a@b", needsPassword: true).code == .authenticationFailed)
  }

  @Test("the session bears its name, its limits and UTC; limits of the URL stay")
  func session() async throws {
    let base = try TestStack.adminDatabaseURL
    let separator = base.contains("?") ? "&" : "?"
    var configuration = try PostgreSQLConfiguration(
      url: base + separator + "options=-c%20work_mem%3D5MB", applicationName: "coopt-tests")
    configuration.statementTimeout = .seconds(7)
    configuration.lockTimeout = .milliseconds(1500)
    configuration.idleInTransactionSessionTimeout = nil
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    let row = try await connection.query(
      """
      select current_setting('application_name'), current_setting('statement_timeout'),
        current_setting('lock_timeout'), current_setting('TimeZone'), current_setting('work_mem')
      """)[0]
    let settings = try row.decode((String, String, String, String, String).self)
    #expect(settings == ("coopt-tests", "7s", "1500ms", "UTC", "5MB"))
    await connection.close()
    await connection.close()
  }

  @Test("notices go to the log at debug level")
  func notices() async throws {
    let recorded = RecordedLog()
    var logger = Logger(label: "notices") { _ in recorded }
    logger.logLevel = .debug
    let connection = try await PostgreSQLConnection.connect(TestDatabase.configuration(), logger: logger)
    try await connection.query("drop table if exists no_such_table_at_all")
    #expect(recorded.entries.contains { $0.contains("no_such_table_at_all") })
    await connection.close()
  }
}

/// A log that keeps what it is told.
private final class RecordedLog: LogHandler {
  private let lines = Mutex<[String]>([])
  var entries: [String] { lines.withLock { $0 } }

  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .debug }
    set {}
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
  }
}
