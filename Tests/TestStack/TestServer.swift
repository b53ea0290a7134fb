import Foundation

/// A server that a test starts as a process of its own, in Python; it ends with the test.
public enum TestServer {
  /// It ended instead of listening.
  public struct Failed: Error {
    /// Which one.
    public let program: String
  }

  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// Speaks TLS in front of a port of this machine; gives a body the port that it listens on.
  ///
  /// `asking` demands a client's certificate that an authority has signed; `isPostgreSQL` begins as PostgreSQL does;
  /// `replacing` puts another text of the same length in the place of what clients say.
  public static func encrypting<Result>(
    _ port: Int, as identity: TestAuthority.Identity, asking authority: TestAuthority? = nil,
    isPostgreSQL: Bool = false, replacing replacement: (old: String, new: String)? = nil,
    _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let options =
      (isPostgreSQL ? ["--postgresql"] : []) + (authority.map { ["--ask", $0.certificate] } ?? [])
      + (replacement.map { ["--replace", $0.old, $0.new] } ?? [])
    return try await running(
      "Tests/TestStack/tls_relay.py", options + [identity.certificate, identity.key, "\(port)"], body)
  }

  /// A mail server with a certificate of the test's own; gives a body the port that it listens on.
  public static func mail<Result>(
    as identity: TestAuthority.Identity, _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("coopt-mail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await running(
      "docker/local/mail_server.py", ["0", directory.path, identity.certificate, identity.key], body)
  }

  /// Runs a program that prints its port once it listens.
  private static func running<Result>(
    _ program: String, _ arguments: [String], _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let process = try ChildProcess(["/usr/bin/python3", "\(root)/\(program)"] + arguments)
    defer { process.end() }
    guard let port = Int(process.firstLine()) else { throw Failed(program: program) }
    return try await body(port)
  }
}
