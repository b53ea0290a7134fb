import FoundationEssentials
import SMTPClient
import TestStack
import Testing

@Suite("Mail client", .timeLimit(.minutes(2)))
struct SMTPClientTests {
  private func client(_ url: String? = nil) throws -> SMTPClient {
    SMTPClient(try SMTPConfiguration(url: try url ?? TestStack.value("COOPT_SMTP_URL"), encryption: .off))
  }

  private func message(_ word: String) -> [UInt8] {
    Array("Subject: \(word)\r\n\r\n.a line that begins with a point\r\n".utf8)
  }

  @Test("messages arrive whole, also several over one client, and to addresses beyond ASCII")
  func accepted() async throws {
    let client = try client()
    let words = (0..<3).map { _ in UUID().uuidString }
    for (word, recipient) in zip(words, ["ada@example.org", "bob@example.org", "zoë@example.org"]) {
      #expect(try await client.send(message(word), from: "coopt@example.org", to: recipient) == .accepted)
    }
    for word in words {
      let letters = try KeptMail.letters(holding: word)
      #expect(letters.count == 1)
      #expect(letters.first?.contains("\r\n.a line that begins with a point\r\n") == true)
    }
  }

  @Test("a recipient who is refused for ever, or for now, is told apart; the client goes on")
  func refused() async throws {
    let client = try client()
    let word = UUID().uuidString
    let never = try await client.send(message(word), from: "coopt@example.org", to: "ada@refused.example")
    #expect(never == .refused(code: 550))
    let busy = "\(word)@busy.example"
    let later = try await client.send(message(word), from: "coopt@example.org", to: busy)
    #expect(later == .refusedForNow(code: 451))
    #expect(try await client.send(message(word), from: "coopt@example.org", to: busy) == .accepted)
    #expect(try KeptMail.letters(holding: word).count == 1)
  }

  @Test("where nobody listens, the error says where, and no password")
  func away() async throws {
    let client = try client("smtp://somebody:hunter2@127.0.0.1:1")
    let error = await #expect(throws: SMTPError.self) {
      try await client.send(message("nobody"), from: "coopt@example.org", to: "ada@example.org")
    }
    #expect(error?.code == .connectionFailed)
    #expect(error?.description.contains("smtp://127.0.0.1:1") == true)
    #expect(error?.description.contains("hunter2") == false)
  }

  @Test("a server without TLS is not used where encryption is required")
  func unencrypted() async throws {
    let client = SMTPClient(try SMTPConfiguration(url: try TestStack.value("COOPT_SMTP_URL")))
    let error = await #expect(throws: SMTPError.self) {
      try await client.send(message("clear"), from: "coopt@example.org", to: "ada@example.org")
    }
    #expect(error?.code == .encryptionFailed)
  }

  @Test(
    "what is no URL of a mail server is refused",
    arguments: ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org/path"])
  func malformed(_ url: String) {
    let error = #expect(throws: SMTPError.self) { try SMTPConfiguration(url: url) }
    #expect(error?.code == .invalidConfiguration)
  }

  @Test("the ports are those of submission unless said otherwise")
  func ports() throws {
    #expect(try SMTPConfiguration(url: "smtp://mail.example.org").target == "smtp://mail.example.org:587")
    #expect(try SMTPConfiguration(url: "smtps://u:p@mail.example.org").target == "smtps://mail.example.org:465")
    #expect(try SMTPConfiguration(url: "smtp://127.0.0.1:2525").target == "smtp://127.0.0.1:2525")
  }
}
