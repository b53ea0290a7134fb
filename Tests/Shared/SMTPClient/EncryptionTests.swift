import Certificates
import Foundation
import SMTPClient
import TestStack
import Testing

@Suite("Encryption of the way to the mail server", .timeLimit(.minutes(15)))
struct EncryptionTests {
  private func outcome(_ url: String, encryption: SMTPConfiguration.Encryption = .required) async throws -> SMTPOutcome
  {
    let client = SMTPClient(try SMTPConfiguration(url: url, encryption: encryption))
    return await client.send(Array("Subject: x\r\n\r\nx\r\n".utf8), from: "coopt@example.org", to: "ada@example.org")
  }

  private func refused(_ outcome: SMTPOutcome, _ words: String) {
    #expect(outcome.event == .notEncrypted && outcome.verdict == .serverAtFault)
    #expect(outcome.detail.contains(words), "\(outcome)")
  }

  @Test(
    "a server is known by its name or by its address, and by no other",
    arguments: [
      (["DNS:localhost"], "localhost", true), (["IP:127.0.0.1"], "127.0.0.1", true),
      (["DNS:localhost"], "127.0.0.1", false),
      (["IP:127.0.0.1"], "localhost", false),
    ])
  func names(names: [String], host: String, isRight: Bool) async throws {
    let authority = try TestAuthority()
    try await TestServer.mail(as: try authority.identity(names)) { port in
      let outcome = try await outcome("smtp://\(host):\(port)?cacertfile=\(authority.certificate)")
      if isRight { #expect(outcome.verdict == .delivered, "\(outcome)") } else { refused(outcome, "not for '\(host)'") }
    }
  }

  @Test("an authority that nobody trusts is refused, and so is a time that is over; each is said")
  func refusals() async throws {
    let (theirs, ours) = (try TestAuthority(), try TestAuthority())
    try await TestServer.mail(as: try theirs.identity()) { port in
      refused(try await outcome("smtp://127.0.0.1:\(port)?cacertfile=\(ours.certificate)"), "no trusted authority")
    }
    try await TestServer.mail(as: try ours.identity(days: -1)) { port in
      refused(try await outcome("smtp://127.0.0.1:\(port)?cacertfile=\(ours.certificate)"), "has expired")
    }
  }

  @Test("a server without TLS gets no letter, neither behind smtp:// nor behind smtps://")
  func inClear() async throws {
    let authority = try TestAuthority()
    let server = ScriptedMailServer()
    defer { server.stop() }
    refused(try await outcome("smtp://127.0.0.1:\(server.port)"), "does not offer STARTTLS")
    try await TestServer.mail(as: try authority.identity()) { port in
      refused(
        try await outcome("smtps://127.0.0.1:\(port)?cacertfile=\(authority.certificate)"), "smtp:// begins in clear")
    }
  }

  @Test("a server that takes letters after STARTTLS alone is told apart from one that refuses the letter")
  func withoutEncryption() async throws {
    let authority = try TestAuthority()
    try await TestServer.mail(as: try authority.identity()) { port in
      let outcome = try await outcome("smtp://127.0.0.1:\(port)", encryption: .off)
      #expect(outcome == SMTPOutcome(.sender, .reply(530)) && outcome.verdict == .serverAtFault)
    }
  }

  @Test("each new connection reads address and files anew")
  func rotation() async throws {
    let (first, second) = (try TestAuthority(), try TestAuthority())
    try await TestServer.mail(as: try first.identity(days: 5)) { former in
      try await TestServer.mail(as: try second.identity(days: 9)) { later in
        let url = ChangingText("smtp://127.0.0.1:\(former)?cacertfile=\(first.certificate)")
        var configuration = try SMTPConfiguration(url: url.value)
        configuration.reread = { url.value }
        configuration.limits.idleness = .milliseconds(1)
        let client = SMTPClient(configuration)
        #expect(configuration.serverCertificate.secondsUntilExpiry() == nil)
        func send() async -> SMTPOutcome {
          await client.send(Array("Subject: x\r\n\r\nx\r\n".utf8), from: "coopt@example.org", to: "ada@example.org")
        }
        #expect(await send().verdict == .delivered)
        #expect(lasts(configuration.serverCertificate.secondsUntilExpiry(), days: 5))
        url.value = "smtp://127.0.0.1:\(later)?cacertfile=\(second.certificate)"
        #expect(await send().verdict == .delivered)
        #expect(lasts(configuration.serverCertificate.secondsUntilExpiry(), days: 9))
        // A new client has no connection left from before.
        url.value = "smtp://127.0.0.1:\(later)?cacertfile=\(first.certificate)"
        refused(
          await SMTPClient(configuration).send([], from: "coopt@example.org", to: "ada@example.org"),
          "no trusted authority")
      }
    }
  }
}
