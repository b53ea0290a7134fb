import SMTPClient
import TestStack
import Testing

@Suite("Dialogue about one letter") struct MailTransactionTests {
  private func transaction(to recipient: String = "bob@example.org", from sender: String = "ada@example.org")
    -> MailTransaction
  {
    MailTransaction(Array("Subject: x\r\n\r\n.y".utf8), from: MailAddress(sender)!, to: MailAddress(recipient)!)
  }

  private func text(_ action: MailTransaction.Action) -> String? {
    if case .say(let bytes, _) = action { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  @Test("a letter that everybody likes goes out in four questions, its points doubled, and ended by one")
  func accepted() {
    var transaction = transaction()
    #expect(text(transaction.start(offered: [])) == "MAIL FROM:<ada@example.org>\r\n")
    #expect(text(transaction.received(250)) == "RCPT TO:<bob@example.org>\r\n")
    #expect(text(transaction.received(251)) == "DATA\r\n")
    #expect(text(transaction.received(354)) == "Subject: x\r\n\r\n..y\r\n.\r\n")
    #expect(transaction.received(250) == .end(SMTPOutcome(.acceptance, .reply(250))))
  }

  @Test(
    "whatever the answers: the data go out after 354 alone, and only a 2yz to them is a delivery", arguments: 0..<50)
  func walks(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var transaction = transaction()
      var action = transaction.start(offered: [])
      var answers: [Int] = []
      while case .say(let bytes, let stage) = action {
        #expect((stage == .acceptance) == (answers.last == 354))
        #expect(bytes.starts(with: Array("Subject".utf8)) == (stage == .acceptance))
        answers.append(
          [250, 250, 250, 354, 354, Int.random(in: 200..<600, using: &random)].randomElement(using: &random)!)
        action = transaction.received(answers.last!)
      }
      guard case .end(let outcome) = action else { return }
      #expect((outcome.verdict == .delivered) == (answers.count == 4 && (200..<300).contains(answers[3])))
      #expect(outcome.replyCode == nil || outcome.replyCode == answers.last)
      #expect(answers.count > 1 || outcome.verdict == .serverAtFault)
    }
  }

  @Test("SMTPUTF8 is asked for where an address needs it, and offered; else such a letter is given up, and it alone")
  func international() {
    var needed = transaction(to: "zoë@example.org")
    #expect(text(needed.start(offered: ["SMTPUTF8"])) == "MAIL FROM:<ada@example.org> SMTPUTF8\r\n")
    var missing = transaction(to: "zoë@example.org")
    guard case .end(let outcome) = missing.start(offered: ["SIZE"]) else { return #expect(Bool(false)) }
    #expect(outcome.verdict == .letterRefused && outcome.word == "smtputf8-not-offered")
    var domainOnly = transaction(to: "zoe@exämple.org")
    #expect(text(domainOnly.start(offered: [])) == "MAIL FROM:<ada@example.org>\r\n")
    #expect(text(domainOnly.received(250)) == "RCPT TO:<zoe@xn--exmple-cua.org>\r\n")
    var ofSender = transaction(from: "zoë@example.org")
    guard case .end(let all) = ofSender.start(offered: []) else { return #expect(Bool(false)) }
    #expect(all.verdict == .serverAtFault)
  }
}

@Suite("Answers of a mail server") struct SMTPReplyReaderTests {
  @Test("answers are read however they are cut into pieces, one after the other", arguments: 0..<50)
  func pieces(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let codes = (0..<20).map { _ in Int.random(in: 200..<600, using: &random) }
    let text = codes.map { code in
      let more = (0..<Int.random(in: 0..<4, using: &random)).map { "\(code)-line \($0)\r\n" }.joined()
      return more + ["\(code)\r\n", "\(code) \r\n", "\(code) 2.0.0 fine\n"].randomElement(using: &random)!
    }.joined()
    var reader = SMTPReplyReader()
    var read: [Int] = []
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = Int.random(in: 1...12, using: &random)
      var state = reader.read(left.prefix(count))
      left = left.dropFirst(count)
      while case .reply(let code) = state {
        read.append(code)
        state = reader.read([])
      }
      #expect(state == .unfinished)
    }
    #expect(read == codes)
  }

  @Test(
    "what is no answer is none",
    arguments: [
      "hello\r\n", "25\r\n", "2500 x\r\n", "250-a\r\n251 b\r\n", "600 x\r\n", "100 x\r\n", "\r\n", "２５０ x\r\n",
    ])
  func unreadable(_ text: String) {
    var reader = SMTPReplyReader()
    #expect(reader.read(Array(text.utf8)) == .unreadable)
  }

  @Test("a server that never comes to an end is not listened to for ever")
  func endless() {
    var lines = SMTPReplyReader(), line = SMTPReplyReader()
    #expect(line.read([UInt8](repeating: 50, count: SMTPReplyReader.longest + 1)) == .unreadable)
    var state = SMTPReplyReader.State.unfinished
    for _ in 0..<SMTPReplyReader.longest where state == .unfinished { state = lines.read(Array("250-x\r\n".utf8)) }
    #expect(state == .unreadable)
  }
}
