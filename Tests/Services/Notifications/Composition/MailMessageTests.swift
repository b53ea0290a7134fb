import FoundationEssentials
import Messages
import NotificationsService
import Testing
import Vocabulary

@Suite struct MailMessageTests {
  private func message(subject: String = "Bonjour", text: String = "Un\nDeux\n") -> [String] {
    let message = MailMessage(
      letter: Letter(
        id: NotificationID("0190a5f0-0000-7000-8000-000000000001")!, audience: "member", name: "level-changed",
        recipientID: "0190a5f0-0000-7000-8000-000000000002", address: nil, language: .french, subject: subject,
        text: text),
      recipient: "ada@example.org", sender: MailSender("Coopt <no-reply@coopt.example>")!,
      date: Timestamp("2026-11-24T09:05:07Z")!)
    return String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test("the headers say from whom, to whom, when and in which language")
  func headers() {
    let lines = message()
    for line in [
      "Date: Tue, 24 Nov 2026 09:05:07 +0000",
      "From: =?utf-8?B?Q29vcHQ=?= <no-reply@coopt.example>",
      "To: <ada@example.org>",
      "Subject: =?utf-8?B?Qm9uam91cg==?=",
      "Message-ID: <0190a5f0-0000-7000-8000-000000000001@coopt.example>",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Language: fr",
      "Auto-Submitted: auto-generated",
    ] {
      #expect(lines.contains(line))
    }
  }

  @Test("the body is the text, its lines ended as mail ends them")
  func body() throws {
    let lines = message(text: "Été\nDeux\n" + String(repeating: "long ", count: 60))
    let start = try #require(lines.firstIndex(of: ""))
    let decoded = try #require(Data(base64Encoded: lines[(start + 1)...].joined()))
    #expect(String(decoding: decoded, as: UTF8.self).hasPrefix("Été\r\nDeux\r\nlong "))
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
  }

  @Test("no subject ends its header or begins another, however long or strange")
  func subjects() {
    let lines = message(subject: "Offre\r\nBcc: evil@example.org " + String(repeating: "é🙂", count: 60))
    #expect(!lines.contains { $0.hasPrefix("Bcc") })
    #expect(lines.prefix { !$0.isEmpty }.allSatisfy { $0.utf8.count <= 76 + "Subject: ".utf8.count })
    let words = lines.drop { !$0.hasPrefix("Subject: ") }.prefix { $0.hasPrefix("Subject: ") || $0.hasPrefix(" ") }
    let decoded = words.compactMap { line in
      Data(base64Encoded: String(line.drop { $0 != "=" }.dropFirst("=?utf-8?B?".count).dropLast(2)))
    }
    #expect(
      String(decoding: decoded.joined(), as: UTF8.self)
        == "Offre Bcc: evil@example.org " + String(repeating: "é🙂", count: 60))
  }

  @Test("senders are an address, with a name or without", arguments: ["a@b.example", "A B <a@b.example>"])
  func senders(_ text: String) {
    #expect(MailSender(text) != nil)
  }

  @Test("what is no sender is none", arguments: ["", "A B", "A <b>", "a@b"])
  func noSenders(_ text: String) {
    #expect(MailSender(text) == nil)
  }
}
