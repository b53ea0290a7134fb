import Certificates
import Foundation
import PostgreSQLClient
import TestStack
import Testing

@Suite("Encryption of the way to the database", .takingTurns, .timeLimit(.minutes(15)))
struct EncryptionTests {
  /// The test server behind a certificate of the test's own; gives the body a way to make URLs of it.
  private func with(
    _ identity: TestAuthority.Identity, asking authority: TestAuthority? = nil,
    _ body: (_ url: (_ host: String, _ parameters: [String]) -> String) async throws -> Void
  ) async throws {
    var parts = try #require(URLParts(TestStack.adminDatabaseURL))
    parts.encryption = ["channel_binding=disable"]
    let asked = parts
    try await TestServer.encrypting(Int(asked.port), as: identity, asking: authority, isPostgreSQL: true) { port in
      try await body { host, parameters in asked.url(["\(host):\(port)"], parameters) }
    }
  }

  private func trust(_ authority: TestAuthority, _ mode: String = "verify-full") -> [String] {
    ["sslmode=\(mode)", "sslrootcert=\(authority.certificate)"]
  }

  private func connect(_ url: String) async throws {
    let configuration = try PostgreSQLConfiguration(url: url, applicationName: "tests")
    let connection = try await PostgreSQLConnection.connect(configuration, logger: TestDatabase.logger)
    #expect(try await connection.query("select 1")[0].decode(Int.self) == 1)
    await connection.close()
  }

  private func failure(_ url: String) async throws -> PostgreSQLError {
    let error = try #require(await #expect(throws: PostgreSQLError.self) { try await connect(url) })
    let secret = try #require(try TestDatabase.configuration().secret)
    #expect(!error.description.contains(secret))
    #expect(error.isConnectionFailure && error.isRetriable && error.blame == .server)
    return error
  }

  @Test("the stack's own connections are encrypted, and take the server for nobody else")
  func ownStack() async throws {
    let connection = try await TestDatabase.connect()
    let row = try await connection.query("select ssl, version from pg_stat_ssl where pid = pg_backend_pid()")[0]
    let (isEncrypted, version) = try row.decode((Bool, String).self)
    #expect(isEncrypted && version >= "TLSv1.2")
    await connection.close()
  }

  @Test(
    "a server is known by its name or by its address, as its certificate has it",
    arguments: [(["DNS:localhost"], "localhost"), (["IP:127.0.0.1"], "127.0.0.1")])
  func names(names: [String], host: String) async throws {
    let authority = try TestAuthority()
    try await with(try authority.identity(names)) { url in try await connect(url(host, trust(authority))) }
  }

  @Test(
    "another name is refused, and said to be that",
    arguments: [(["DNS:localhost"], "127.0.0.1"), (["IP:127.0.0.1"], "localhost"), (["DNS:local"], "localhost")])
  func otherNames(names: [String], host: String) async throws {
    let authority = try TestAuthority()
    try await with(try authority.identity(names)) { url in
      let error = try await failure(url(host, trust(authority)))
      #expect(error.code == .encryptionFailed && error.message.contains("other names"), "\(error)")
    }
  }

  @Test("an authority that nobody trusts is refused, and said to be that", arguments: ["verify-ca", "verify-full"])
  func unknownAuthority(mode: String) async throws {
    let (theirs, ours) = (try TestAuthority(), try TestAuthority())
    try await with(try theirs.identity()) { url in
      let error = try await failure(url("127.0.0.1", trust(ours, mode)))
      #expect(error.code == .encryptionFailed && error.message.contains("no trusted authority"), "\(error)")
    }
  }

  @Test("a certificate whose time is over is refused, and said to be that", arguments: ["verify-ca", "verify-full"])
  func expired(mode: String) async throws {
    let authority = try TestAuthority()
    try await with(try authority.identity(["DNS:elsewhere", "IP:127.0.0.1"], days: -1)) { url in
      let error = try await failure(url("127.0.0.1", trust(authority, mode)))
      #expect(error.code == .encryptionFailed && error.message.contains("has expired"), "\(error)")
    }
  }

  @Test("a server that takes nothing in clear says so, and what to do about it")
  func inClear() async throws {
    var parts = try #require(URLParts(TestStack.adminDatabaseURL))
    parts.encryption = ["sslmode=disable"]
    let error = try await failure(parts.url(["\(parts.host):\(parts.port)"]))
    #expect(error.code == .encryptionFailed && error.message.contains("sslmode=verify-full"), "\(error)")
  }

  @Test("a server that does not speak TLS is not spoken to", .enabled(if: OwnServer.isPossible))
  func withoutTLS() async throws {
    let authority = try TestAuthority()
    try await OwnServer.with { server in
      let error = try #require(
        await #expect(throws: PostgreSQLError.self) { try await connect(server.url(trust(authority))) })
      #expect(error.code == .encryptionFailed && error.message.contains("does not speak TLS"), "\(error)")
    }
  }

  @Test("a server that asks who we are gets the client's certificate, and refuses none and another's")
  func clientCertificates() async throws {
    let (theirs, ours, others) = (try TestAuthority(), try TestAuthority(), try TestAuthority())
    let (mine, foreign) = (try ours.identity(["DNS:client"]), try others.identity(["DNS:client"]))
    func shown(_ identity: TestAuthority.Identity) -> [String] {
      ["sslcert=\(identity.certificate)", "sslkey=\(identity.key)"]
    }
    try await with(try theirs.identity(), asking: ours) { url in
      try await connect(url("127.0.0.1", trust(theirs) + shown(mine)))
      for parameters in [[], shown(foreign), ["sslcert=\(mine.certificate)", "sslkey=\(foreign.key)"]] {
        let error = try await failure(url("127.0.0.1", trust(theirs) + parameters))
        #expect(error.code == .encryptionFailed && error.message.contains("sslcert"), "\(error)")
      }
    }
  }

  @Test("each new connection reads address, password and files anew; those that are open go on")
  func rotation() async throws {
    let (first, second) = (try TestAuthority(), try TestAuthority())
    try await with(try first.identity(days: 5)) { former in
      try await with(try second.identity(days: 9)) { later in
        let url = ChangingText(former("127.0.0.1", trust(first)))
        var configuration = try PostgreSQLConfiguration(url: url.value, applicationName: "tests")
        configuration.reread = { url.value }
        let pool = PostgreSQLPool(configuration, limit: 2, logger: TestDatabase.logger)
        let before = try await pool.query("select pg_backend_pid()")[0].decode(Int.self)
        #expect(lasts(configuration.serverCertificate.secondsUntilExpiry(), days: 5))
        url.value = later("127.0.0.1", trust(second))
        let pids = try await pool.withConnection { open in
          let former = try await open.query("select pg_backend_pid()")[0].decode(Int.self)
          // Another one has to be opened for it.
          return (former, try await pool.query("select pg_backend_pid()")[0].decode(Int.self))
        }
        #expect(pids.0 == before && pids.1 != before)
        #expect(lasts(configuration.serverCertificate.secondsUntilExpiry(), days: 9))
        url.value = "postgresql://nobody:hunter2@127.0.0.1:1/coopt?nonsense=1"
        #expect(try await pool.query("select 1")[0].decode(Int.self) == 1)
        await pool.close()
      }
    }
  }
}
