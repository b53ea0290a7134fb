import Certificates
import FoundationEssentials
import PostgreSQLClient
import TestStack
import Testing

@Suite("Configuration", .takingTurns, .timeLimit(.minutes(15)))
struct ConfigurationTests {
  private func refusal(_ url: String) -> PostgreSQLError? {
    #expect(throws: PostgreSQLError.self, "\(url)") {
      try PostgreSQLConfiguration(url: url, applicationName: "tests")
    }
  }

  /// Parameters that cannot be used, each with what the error must say of it.
  private static let wrong: [(parameter: String, words: String)] = [
    ("colour=red", "'colour'"), ("ssl_mode=require", "'ssl_mode'"), ("sslmode=verify_full", "sslmode must be one of"),
    ("sslrootcert=/no/such/file", "sslrootcert names a file"), ("sslcert=/no/such/file", "sslcert names a file"),
    ("sslkey=/no/such/file", "sslkey names a file"), ("target_session_attrs=master", "target_session_attrs must be"),
    ("connect_timeout=soon", "connect_timeout must be"), ("keepalives=yes", "keepalives must be"),
    ("tcp_user_timeout=-1", "tcp_user_timeout must be"), ("response_timeout=45h", "response_timeout must be"),
    ("load_balance_hosts=on", "load_balance_hosts must be"), ("channel_binding=1", "channel_binding must be"),
    ("ssl_min_protocol_version=1.2", "ssl_min_protocol_version must be"), ("keepalives_idle", "'keepalives_idle'"),
    ("port=0", "port must be"),
  ]

  @Test("every parameter that is wrong is named, all of them in one error, and none that is right")
  func allAtOnce() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<100 {
      let chosen = Self.wrong.shuffled(using: &generator).prefix(Int.random(in: 1...5, using: &generator))
      let right = ["application_name=x", "connect_timeout=4", "options=-c%20work_mem%3D5MB"]
        .filter { item in !chosen.contains { $0.parameter.hasPrefix(item.prefix(7)) } }
      let items = (chosen.map(\.parameter) + right).shuffled(using: &generator)
      let error = refusal("postgresql://user:hunter2@127.0.0.1:5432/db?" + items.joined(separator: "&"))
      #expect(error?.code == .invalidConfiguration)
      for (_, words) in chosen { #expect(error?.description.contains(words) == true, "\(items)") }
      #expect(error?.description.contains("hunter2") == false)
      #expect(error?.description.contains("application_name") == false)
      #expect(error?.description.contains("options") == false)
    }
  }

  @Test("a password with characters that are not encoded is never told, neither refused nor taken")
  func garbledPassword() {
    var generator = SeededGenerator(seed: 8)
    let pieces = ["hunter", "/", "?", "=", "&", "@", ":", "#", "%", ",", "[", "]", " ", "hunter"]
    for _ in 0..<500 {
      let count = Int.random(in: 1...6, using: &generator)
      let password = "hunter" + (0..<count).map { _ in pieces.randomElement(using: &generator)! }.joined()
      let url = "postgresql://user:\(password)@127.0.0.1:5432/db?colour=red&sslmode=on"
      let error = refusal(url)
      #expect(error?.description.contains("hunter") == false, "\(url)")
      if let accepted = try? PostgreSQLConfiguration(
        url: "postgresql://user:\(password)@127.0.0.1:5432/db", applicationName: "tests")
      {
        #expect(!accepted.description.contains("hunter"), "\(password)")
      }
    }
  }

  @Test("certificates are looked for when the configuration is read: missing, unreadable, or of nobody to trust")
  func certificates() throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("coopt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appendingPathComponent("root.crt").path
    #expect(FileManager.default.createFile(atPath: file, contents: Data()))
    func url(_ parameters: String) -> String { "postgresql://u:hunter2@127.0.0.1/db?\(parameters)" }
    for mode in ["verify-ca", "verify-full"] {
      #expect(refusal(url("sslmode=\(mode)"))?.description.contains("needs sslrootcert") == true)
      _ = try PostgreSQLConfiguration(url: url("sslmode=\(mode)&sslrootcert=\(file)"), applicationName: "tests")
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    #expect(refusal(url("sslkey=\(file)"))?.description.contains("sslkey names a file that others may read") == true)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    _ = try PostgreSQLConfiguration(url: url("sslkey=\(file)"), applicationName: "tests")
    _ = try PostgreSQLConfiguration(url: url("ssl=true"), applicationName: "tests")
  }

  @Test("lists of hosts and ports must fit each other")
  func lists() throws {
    for servers in ["a:1,b:2,c", "a,b:5433", "a:5432,b:5433", "[::1]:5432,b:5433"] {
      _ = try PostgreSQLConfiguration(
        url: "postgresql://u@\(servers)/db", applicationName: "tests", plainText: .allowed)
    }
    #expect(refusal("postgresql://u@a:1,b:0/db")?.description.contains("port must be") == true)
    #expect(refusal("postgresql://u@a,b/db?port=1,2,3")?.description.contains("one for each host") == true)
    #expect(refusal("postgresql://u@a,b/db?hostaddr=127.0.0.1")?.description.contains("hostaddr") == true)
    let configuration = try PostgreSQLConfiguration(
      url: "postgresql://u:p@a:1,b/db", applicationName: "tests", plainText: .allowed)
    #expect(configuration.target == "u@a:1,b:5432/db")
  }

  @Test("another machine is spoken to over TLS alone, unless somebody has said otherwise")
  func plainText() throws {
    let exposed = ["a", "127.0.0.1:1,10.0.0.1:1", "localhost.example", "[fe80::1]"]
    for hosts in exposed {
      for mode in ["", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer"] {
        let url = "postgresql://u:hunter2@\(hosts)/db\(mode)"
        let error = refusal(url)
        #expect(error?.description.contains("sslmode=verify-full") == true, "\(url)")
        #expect(error?.description.contains("COOPT_PLAIN_TEXT=allowed") == true)
        #expect(error?.description.contains("hunter2") == false)
        _ = try PostgreSQLConfiguration(url: url, applicationName: "tests", plainText: .allowed)
      }
      _ = try PostgreSQLConfiguration(
        url: "postgresql://u@\(hosts)/db?sslmode=verify-full&sslrootcert=\(#filePath)", applicationName: "tests")
    }
    for hosts in ["127.0.0.1", "localhost", "[::1]:5432", "%2Fvar%2Frun%2Fpostgresql", "localhost:1,127.0.0.2:2", ""] {
      _ = try PostgreSQLConfiguration(url: "postgresql://u@\(hosts)/db", applicationName: "tests")
    }
    #expect(refusal("postgresql://u@localhost/db?hostaddr=10.0.0.1") != nil)
  }

  /// The settings by which each side knows that the other is gone, as the session has them.
  private func liveness(_ url: String) async throws -> [String] {
    let names = [
      "tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout",
      "client_connection_check_interval",
    ]
    let configuration = try PostgreSQLConfiguration(url: url, applicationName: "tests")
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    let rows = try await connection.query(
      "select current_setting(name) from unnest(\(names)) with ordinality as it(name, place) order by place")
    await connection.close()
    return try rows.map { try $0.decode(String.self) }
  }

  @Test("the server is asked to notice a vanished client within half a minute, unless the URL says otherwise")
  func vanishedClient() async throws {
    let base = try TestStack.adminDatabaseURL
    let separator = base.contains("?") ? "&" : "?"
    let settings = try await liveness(base)
    #expect(settings == ["10", "5", "3", "20000", "5s"])
    let asked = "options=-c%20tcp_keepalives_idle%3D100%20-c%20client_connection_check_interval%3D0"
    #expect(try await liveness(base + separator + asked) == ["100", "5", "3", "20000", "0"])
  }
}
