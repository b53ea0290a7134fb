import Certificates
import FoundationEssentials
import SMTPClient
import TestStack
import Testing

@Suite("Mail client", .timeLimit(.minutes(15)))
struct SMTPClientTests {
  private func client(_ url: String? = nil) throws -> SMTPClient {
    SMTPClient(try SMTPConfiguration(url: try url ?? TestStack.value("COOPT_SMTP_URL")))
  }

  private func message(_ word: String) -> [UInt8] {
    Array("Subject: \(word)\r\n\r\n.a line that begins with a point\r\n".utf8)
  }

  @Test("letters arrive whole, also several over one client, and to addresses beyond ASCII")
  func accepted() async throws {
    let client = try client()
    let words = (0..<3).map { _ in UUID().uuidString }
    for (word, recipient) in zip(words, ["ada@example.org", "bob@bücher.example", "zoë@example.org"]) {
      #expect(await client.send(message(word), from: "coopt@example.org", to: recipient).verdict == .delivered)
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
    let never = await client.send(message(word), from: "coopt@example.org", to: "ada@refused.example")
    #expect(never == SMTPOutcome(.recipient, .reply(550)) && never.verdict == .letterRefused)
    let busy = "\(word)@busy.example"
    let later = await client.send(message(word), from: "coopt@example.org", to: busy)
    #expect(later == SMTPOutcome(.recipient, .reply(451)) && later.verdict == .letterFailed)
    #expect(await client.send(message(word), from: "coopt@example.org", to: busy).verdict == .delivered)
    #expect(try KeptMail.letters(holding: word).count == 1)
  }

  @Test("where nobody listens, it is said where, and no password")
  func away() async throws {
    let client = SMTPClient(try SMTPConfiguration(url: "smtp://somebody:hunter2@127.0.0.1:1"))
    let outcome = await client.send(message("nobody"), from: "coopt@example.org", to: "ada@example.org")
    #expect(outcome.stage == .connection && outcome.verdict == .serverAtFault)
    #expect(outcome.detail.contains("smtp://127.0.0.1:1"))
    #expect(!outcome.detail.contains("hunter2"))
  }

  @Test(
    "what is no URL of a mail server is refused",
    arguments: [
      "", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org/path",
      "smtp://mail.example.org?cacertfil=\(#filePath)", "smtp://mail.example.org?cacertfile=/no/such/file",
      "smtp://mail.example.org?certfile=\(#filePath)",
    ])
  func malformed(_ url: String) {
    let error = #expect(throws: SMTPError.self) { try SMTPConfiguration(url: url) }
    #expect(error?.code == .invalidConfiguration)
  }

  @Test("a password in a URL is for TLS: to go without is refused, and said without the password")
  func passwordInClear() throws {
    let error = #expect(throws: SMTPError.self) {
      try SMTPConfiguration(url: "smtp://somebody:hunter2@mail.example.org", encryption: .off)
    }
    #expect(error?.description.contains("required") == true && error?.description.contains("hunter2") == false)
    let asked = try SMTPConfiguration(url: "smtp://somebody:hunter2@mail.example.org", encryption: .opportunistic)
    #expect(asked.encryption == .required)
    #expect(throws: Never.self) { try SMTPConfiguration(url: "smtps://u:p@mail.example.org", encryption: .off) }
  }

  @Test("letters go to other machines over TLS alone, unless somebody has said otherwise")
  func plainText() throws {
    for encryption in [SMTPConfiguration.Encryption.off, .opportunistic] {
      let error = #expect(throws: SMTPError.self) {
        try SMTPConfiguration(url: "smtp://mail.example.org", encryption: encryption)
      }
      #expect(error?.description.contains("COOPT_PLAIN_TEXT=allowed") == true)
      _ = try SMTPConfiguration(url: "smtp://mail.example.org", encryption: encryption, plainText: .allowed)
      _ = try SMTPConfiguration(url: "smtp://127.0.0.1", encryption: encryption)
    }
  }

  @Test("the ports are those of submission unless said otherwise, and hosts beyond ASCII are A-labels")
  func ports() throws {
    #expect(try SMTPConfiguration(url: "smtp://mail.example.org").target == "smtp://mail.example.org:587")
    #expect(try SMTPConfiguration(url: "smtps://u:p@mail.example.org").target == "smtps://mail.example.org:465")
    #expect(try SMTPConfiguration(url: "smtp://127.0.0.1:2525").target == "smtp://127.0.0.1:2525")
    #expect(try SMTPConfiguration(url: "smtp://bücher.example").target == "smtp://xn--bcher-kva.example:587")
  }
}
