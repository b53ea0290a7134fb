import Certificates
import Foundation
import TestStack
import Testing

@Suite("Files of certificates")
struct CertificateFileTests {
  @Test("how long one lasts is known, also when its time is over", arguments: [-1, 1, 30, 400])
  func expiry(days: Int) throws {
    let authority = try TestAuthority()
    let identity = try authority.identity(days: days)
    let seconds = try #require(CertificateFile(identity.certificate, role: .client).secondsUntilExpiry())
    #expect(abs(seconds - Double(days) * 86_400) < 600)
    withExtendedLifetime(authority) {}
  }

  @Test("of several in one file the first that runs out counts")
  func chain() throws {
    let authority = try TestAuthority()
    let both = FileManager.default.temporaryDirectory.appendingPathComponent("coopt-\(UUID().uuidString).pem")
    defer { try? FileManager.default.removeItem(at: both) }
    let parts = [
      try authority.identity(days: 30).certificate, authority.certificate, try authority.identity(days: 9).certificate,
    ]
    try parts.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined().write(
      to: both, atomically: true, encoding: .utf8)
    let seconds = try #require(CertificateFile(both.path, role: .authority).secondsUntilExpiry())
    // The authority's own lasts two days.
    #expect(abs(seconds - 2 * 86_400) < 600)
  }

  @Test(
    "every alert that a server may send has words",
    arguments: [40, 42, 43, 44, 45, 46, 48, 49, 70, 80, 109, 112, 116, 120])
  func alerts(number: Int) {
    let text = TLSAlert.text(number)
    #expect(!text.isEmpty && text != "unknown")
  }

  @Test("of a file that is not there, or holds none, nothing is known", arguments: ["/no/such/file", #filePath])
  func none(path: String) {
    #expect(CertificateFile(path, role: .client).secondsUntilExpiry() == nil)
  }

  @Test(
    "this machine is known by its names, and nothing else is taken for it",
    arguments: [
      ("localhost", true), ("LOCALHOST", true), ("127.0.0.1", true), ("127.255.3.4", true), ("::1", true),
      ("[::1]", true),
      ("/var/run/postgresql", true), ("127.0.0.1.example.org", false), ("127.1", false), ("10.0.0.1", false),
      ("localhost.example.org", false), ("127.0.0.256", false), ("broker", false), ("::2", false), ("128.0.0.1", false),
    ])
  func loopback(host: String, isLoopback: Bool) {
    #expect(PlainText.onLoopback.allows(host) == isLoopback)
    #expect(PlainText.allowed.allows(host))
  }
}
