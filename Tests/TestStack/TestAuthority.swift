import Foundation

/// An authority of a test's own, and what it signs; in a folder that goes with it.
public final class TestAuthority: Sendable {
  /// A certificate and its key, as files.
  public struct Identity: Sendable {
    /// The certificate, PEM.
    public let certificate: String
    /// Its key, PEM, for nobody else to read.
    public let key: String
  }

  /// A program that had to succeed did not.
  public struct Failed: Error {
    /// What it was called with.
    public let arguments: [String]
  }

  private let directory: String
  /// The authority's certificate, PEM.
  public let certificate: String

  /// Makes an authority.
  public init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("coopt-ca-\(UUID().uuidString)").path
    certificate = "\(directory)/ca.pem"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    try Self.openssl(
      ["req", "-x509", "-subj", "/CN=\(UUID().uuidString)", "-days", "2", "-keyout", "\(directory)/ca.key", "-out"]
        + [certificate] + Self.newKey)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
  }

  private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

  /// Signs a certificate for names such as `DNS:localhost` and `IP:127.0.0.1`, valid for some days; its time is over
  /// where they are less than none.
  public func identity(_ names: [String] = ["DNS:localhost", "IP:127.0.0.1"], days: Int = 1) throws -> Identity {
    let stem = "\(directory)/\(UUID().uuidString)"
    let identity = Identity(certificate: "\(stem).pem", key: "\(stem).key")
    try Self.openssl(
      ["req", "-new", "-subj", "/CN=of a test", "-keyout", identity.key, "-out", "\(stem).csr"] + Self.newKey)
    try "subjectAltName=\(names.joined(separator: ","))\n".write(
      toFile: "\(stem).cnf", atomically: true, encoding: .utf8)
    try Self.openssl([
      "x509", "-req", "-in", "\(stem).csr", "-CA", certificate, "-CAkey", "\(directory)/ca.key", "-days", "\(days)",
      "-set_serial", "\(Int.random(in: 1...Int.max))", "-extfile", "\(stem).cnf", "-out", identity.certificate,
    ])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: identity.key)
    return identity
  }

  private static func openssl(_ arguments: [String]) throws {
    guard try ChildProcess(["/usr/bin/openssl"] + arguments).succeeds() else { throw Failed(arguments: arguments) }
  }
}

/// Whether what is left of a certificate's time is that of one made just now for some days.
public func lasts(_ seconds: Double?, days: Int) -> Bool {
  seconds.map { abs($0 - Double(days) * 86_400) < 600 } ?? false
}
