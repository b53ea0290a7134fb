import Logging
import PostgreSQLClient
import TestStack
import Testing

@Suite("Several hosts", .takingTurns, .timeLimit(.minutes(15)))
struct SeveralHostsTests {
  /// Servers of each kind, all of them taken for the same database.
  private struct Servers {
    let vanished: String
    let silent: String
    let closed: String
    let readOnly: String
    let real: String
    let parts: URLParts
    let database: String

    func url(_ servers: [String], _ parameters: [String] = []) -> String {
      parts.url(servers, database: database, parameters)
    }
  }

  private func connect(
    _ url: String, _ change: (inout PostgreSQLConfiguration) -> Void = { _ in }
  ) async throws -> PostgreSQLConnection {
    var configuration = try PostgreSQLConfiguration(url: url, applicationName: "tests")
    configuration.connectTimeout = .seconds(10)
    change(&configuration)
    return try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
  }

  private func failure(
    _ url: String, _ change: (inout PostgreSQLConfiguration) -> Void = { _ in }
  ) async throws -> PostgreSQLError {
    do {
      await (try connect(url, change)).close()
    } catch let error as PostgreSQLError {
      return error
    }
    throw Missing()
  }

  private struct Missing: Error {}

  /// A database that takes writes and one that does not, the second in place of the first behind a relay.
  private func withServers(_ body: (Servers) async throws -> Void) async throws {
    let suffix = TestDatabase.uniqueSchema().name.dropFirst(10)
    let names = (writable: "test_rw_\(suffix)", readOnly: "test_ro_\(suffix)")
    let (writable, readOnly) = (SQLIdentifier(names.writable)!, SQLIdentifier(names.readOnly)!)
    let (vanished, silent, closed) = (try VanishedServer(), try SilentServer(), try LoopbackSocket())
    let authority = try TestAuthority()
    try await TestDatabase.withConnection { admin in
      for name in [writable, readOnly] { try await admin.query("create database \(identifier: name)") }
      try await admin.query("alter database \(identifier: readOnly) set default_transaction_read_only = on")
    }
    var parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let real = parts
    // Of two authorities, since a relay that reads what it passes on has a certificate of its own.
    parts.encryption = ["sslmode=require", "channel_binding=disable"]
    let asked = parts
    let result = await Result {
      try await TestServer.encrypting(
        Int(real.port), as: try authority.identity(), isPostgreSQL: true, replacing: (names.writable, names.readOnly)
      ) { port in
        try await body(
          Servers(
            vanished: "127.0.0.1:\(vanished.port)", silent: "127.0.0.1:\(silent.port)",
            closed: "127.0.0.1:\(closed.port)", readOnly: "127.0.0.1:\(port)", real: "\(real.host):\(real.port)",
            parts: asked, database: names.writable))
      }
    }
    try await TestDatabase.withConnection { admin in
      for name in [writable, readOnly] { try await admin.query("drop database \(identifier: name) with (force)") }
    }
    withExtendedLifetime((vanished, silent, closed)) {}
    try result.get()
  }

  @Test("in whatever order they stand, the server that takes writes is found, and the others are passed over")
  func anyOrder() async throws {
    var generator = SeededGenerator(seed: 10)
    try await withServers { servers in
      let all = [servers.vanished, servers.silent, servers.closed, servers.readOnly, servers.real]
      for round in 0..<6 {
        let order = all.shuffled(using: &generator)
        let mode = round.isMultiple(of: 2) ? ["load_balance_hosts=disable"] : []
        let connection = try await connect(servers.url(order, mode)) { $0.connectTimeout = .seconds(1) }
        let row = try await connection.query("select current_setting('transaction_read_only'), inet_server_port()")[0]
        #expect(try row.decode((String, Int).self) == ("off", Int(servers.parts.port)), "\(order)")
        await connection.close()
      }
    }
  }

  @Test("where none can be used, the error says of each what it said, and tells no password")
  func allFail() async throws {
    try await withServers { servers in
      let url = servers.url([servers.vanished, servers.closed, servers.readOnly])
      let error = try await failure(url) { $0.connectTimeout = .milliseconds(1500) }
      #expect(error.code == .connectionFailed)
      #expect(error.isConnectionFailure && error.isRetriable)
      #expect(error.sqlState == "25006")
      for (server, words) in [
        (servers.vanished, "no answer within"), (servers.closed, "Connection refused"),
        (servers.readOnly, "its sessions are read-only, and read-write is wanted"),
      ] {
        let own = try #require(error.description.split(separator: "\(server): ").dropFirst().first, "\(server)")
        #expect(own.contains(words), "\(server)")
      }
      let secret = try TestDatabase.configuration().secret
      #expect(secret.map(error.description.contains) != true)
    }
  }

  @Test("one server alone may be read-only, unless the URL wants one that takes writes")
  func attributes() async throws {
    try await withServers { servers in
      let readOnly = try await connect(servers.url([servers.readOnly]))
      #expect(try await readOnly.query("show transaction_read_only")[0].decode(String.self) == "on")
      await readOnly.close()
      let wanted = try await failure(servers.url([servers.readOnly], ["target_session_attrs=read-write"]))
      #expect(wanted.sqlState == "25006")
      let order = ["load_balance_hosts=disable"]
      let any = try await connect(
        servers.url([servers.readOnly, servers.real], order + ["target_session_attrs=any"]))
      #expect(try await any.query("show transaction_read_only")[0].decode(String.self) == "on")
      await any.close()
      let preferred = try await connect(
        servers.url([servers.closed, servers.real], order + ["target_session_attrs=prefer-standby"]))
      #expect(try await preferred.query("show transaction_read_only")[0].decode(String.self) == "off")
      await preferred.close()
    }
  }

  @Test("a round over many silent servers ends in time, and leaves none out")
  func boundedRound() async throws {
    let vanished = try (0..<8).map { _ in try VanishedServer() }
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let error = try await failure(parts.url(vanished.map { "127.0.0.1:\($0.port)" })) {
      $0.connectTimeout = .seconds(600)
      $0.connectRoundTimeout = .milliseconds(400)
    }
    for server in vanished { #expect(error.description.contains("127.0.0.1:\(server.port): no answer")) }
  }

  @Test("a name with several addresses is tried at each of them")
  func severalAddresses() async throws {
    let relay = try Relay()
    let vanished = try VanishedServer(address: "127.0.0.2", port: relay.port)
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    // Any name will do.
    let url = parts.url(["database.example:\(relay.port)"], ["load_balance_hosts=disable", "sslmode=verify-ca"])
    try await relay.running {
      let connection = try await connect(url) {
        $0.connectTimeout = .milliseconds(1500)
        $0.resolve = { _, _ in ["127.0.0.3", "127.0.0.2", "127.0.0.1"] }
      }
      #expect(try await connection.query("select 1")[0].decode(Int.self) == 1)
      await connection.close()
      let error = try await failure(url) {
        $0.connectTimeout = .milliseconds(1500)
        $0.resolve = { _, _ in ["127.0.0.3", "127.0.0.2"] }
      }
      #expect(error.description.contains("database.example:\(relay.port) (127.0.0.3): "))
      #expect(error.description.contains("database.example:\(relay.port) (127.0.0.2): no answer"))
    }
    withExtendedLifetime(vanished) {}
  }

  @Test("a name without an address, or whose name server is silent, is told as such and is passed over")
  func unresolved() async throws {
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let alone = try await failure(parts.url(["no-such-host.invalid:5432"]))
    #expect(alone.code == .connectionFailed)
    #expect(alone.description.contains("check the host's name"))
    let order = ["load_balance_hosts=disable"]
    let connection = try await connect(parts.url(["database.example:1", "127.0.0.1:\(parts.port)"], order)) {
      $0.resolve = { name, _ throws(NameResolution.Failure) in
        guard name != "database.example" else { throw .timeOver }
        return [name]
      }
    }
    await connection.close()
  }

  @Test("connections spread over the servers that can be used")
  func spread() async throws {
    let relays = (try Relay(), try Relay())
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let url = parts.url(["127.0.0.1:\(relays.0.port)", "127.0.0.1:\(relays.1.port)"])
    try await relays.0.running {
      try await relays.1.running {
        // Twenty times the same one of two would come once in half a million runs.
        for _ in 0..<20 { await (try connect(url)).close() }
      }
    }
    #expect(relays.0.connectionCount > 0 && relays.1.connectionCount > 0)
  }

  @Test("a pool leaves a server that freezes, and goes on with the next one of its URL")
  func frozenPrimary() async throws {
    let (primary, promoted) = (try Relay(), try Relay())
    let parts = try #require(URLParts(TestStack.adminDatabaseURL))
    let url = parts.url(
      ["127.0.0.1:\(primary.port)", "127.0.0.1:\(promoted.port)"],
      ["load_balance_hosts=disable", "response_timeout=1500ms"])
    var configuration = try PostgreSQLConfiguration(url: url, applicationName: "tests")
    configuration.connectTimeout = .milliseconds(1500)
    let pool = PostgreSQLPool(configuration, limit: 3, logger: TestDatabase.logger)
    try await primary.running {
      try await promoted.running {
        try await pool.withConnection { _ in _ = try await pool.query("select 1") }
        #expect(promoted.connectionCount == 0)
        primary.freeze()
        let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("select 1") }
        #expect(error?.code == .responseTimedOut)
        #expect(try await pool.query("select 1")[0].decode(Int.self) == 1)
        #expect(promoted.connectionCount > 0)
      }
    }
    await pool.close()
  }

  @Test("what is wanted of a session is decided by what its server reports")
  func wanted() {
    typealias Expectation = (attributes: SessionAttributes, accepted: [Bool])
    // Takes writes; read-only by a setting; a standby.
    let sessions = [(false, false), (true, false), (true, true)]
    let expectations: [Expectation] = [
      (.any, [true, true, true]), (.readWrite, [true, false, false]), (.readOnly, [false, true, true]),
      (.primary, [true, true, false]), (.standby, [false, false, true]),
    ]
    #expect(expectations.count == SessionAttributes.allCases.count)
    for (attributes, accepted) in expectations {
      #expect(sessions.map { attributes.objection(isReadOnly: $0.0, isStandby: $0.1) == nil } == accepted)
    }
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous body gives or throws, so that something can be done before it is thrown on.
  init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
