/// The dialogue about one letter, from MAIL to the answer to its data, as a value: says what to say next.
package struct MailTransaction {
  /// What to do next.
  package enum Action: Equatable {
    /// Send bytes, then wait for the answer that belongs to a stage.
    case say([UInt8], SMTPStage)
    /// It is over.
    case end(SMTPOutcome)
  }

  private let sender: MailAddress
  private let recipient: MailAddress
  private let content: [UInt8]
  /// Where the next answer belongs.
  package private(set) var stage = SMTPStage.sender

  /// A letter as RFC 5322 has it, lines ended by CR LF, from one address to another.
  package init(_ letter: [UInt8], from sender: MailAddress, to recipient: MailAddress) {
    self.sender = sender
    self.recipient = recipient
    self.content = Self.stuffed(letter)
  }

  /// The first thing to say to a server that offers some extensions, in upper case.
  package mutating func start(offered extensions: Set<String>) -> Action {
    let mayBeInternational = extensions.contains("SMTPUTF8")
    if sender.isInternational && !mayBeInternational { return .end(.init(.sender, .lacksInternationalAddresses)) }
    if recipient.isInternational && !mayBeInternational {
      return .end(.init(.recipient, .lacksInternationalAddresses))
    }
    let isInternational = sender.isInternational || recipient.isInternational
    stage = isInternational && !sender.isInternational ? .senderOfInternationalLetter : .sender
    return say("MAIL FROM:<\(sender.text)>\(isInternational ? " SMTPUTF8" : "")")
  }

  /// What to do after an answer.
  package mutating func received(_ code: Int) -> Action {
    switch (stage, code) {
    case (.sender, 200..<300), (.senderOfInternationalLetter, 200..<300):
      stage = .recipient
      return say("RCPT TO:<\(recipient.text)>")
    case (.recipient, 200..<300):
      stage = .data
      return say("DATA")
    case (.data, 354):
      // Nothing is asked between the letter and the point that ends it.
      stage = .acceptance
      return .say(content, stage)
    case (.acceptance, 200..<300), (_, 400..<600):
      return .end(SMTPOutcome(stage, .reply(code)))
    default:
      return .end(SMTPOutcome(stage, .unreadable, detail: "an answer \(code) that does not fit"))
    }
  }

  private func say(_ command: String) -> Action {
    .say(Array("\(command)\r\n".utf8), stage)
  }

  /// The letter as it is sent: a second point where a line begins with one, and a line with a point at the end.
  static func stuffed(_ letter: [UInt8]) -> [UInt8] {
    let point = UInt8(ascii: "."), end = Array("\r\n".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(letter.count + 64)
    var isLineStart = true
    for byte in letter {
      if isLineStart && byte == point { bytes.append(point) }
      bytes.append(byte)
      isLineStart = byte == UInt8(ascii: "\n")
    }
    if !bytes.suffix(2).elementsEqual(end) { bytes += end }
    return bytes + [point] + end
  }
}
