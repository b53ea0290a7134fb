import SMTPClient
import Testing

@Suite("What the end of a dialogue means") struct VerdictTests {
  private static let silent: [SMTPOutcome.Event] = [.hungUp, .timedOut, .unreadable, .notEncrypted]
  private static let ofLetter: [SMTPStage] = [.recipient, .data, .content, .acceptance]

  private func verdict(_ stage: SMTPStage, _ event: SMTPOutcome.Event) -> SMTPVerdict {
    SMTPOutcome(stage, event).verdict
  }

  @Test(
    "what is said before the recipient is named is said of the server, whatever it is",
    arguments: [.connection, .greeting, .hello, .encryption, .authentication, .sender] as [SMTPStage])
  func server(_ stage: SMTPStage) {
    for code in 200..<600 { #expect(verdict(stage, .reply(code)) == .serverAtFault) }
    for event in Self.silent + [.lacksInternationalAddresses, .notAnAddress] {
      #expect(verdict(stage, event) == .serverAtFault)
    }
  }

  @Test("what is said once the recipient is named is said of the letter, whatever it is", arguments: ofLetter)
  func letter(_ stage: SMTPStage) {
    for code in 300..<600 { #expect([.letterFailed, .letterRefused].contains(verdict(stage, .reply(code)))) }
    for event in Self.silent { #expect(verdict(stage, event) == .letterFailed) }
  }

  @Test("no letter is given up for 421, 454 or what speaks of logging in, nor for any 4yz", arguments: ofLetter)
  func later(_ stage: SMTPStage) {
    for code in Array(400..<500) + [530, 534, 535, 538] { #expect(verdict(stage, .reply(code)) == .letterFailed) }
  }

  @Test("any other 5yz gives up the letter that it was said of", arguments: ofLetter)
  func never(_ stage: SMTPStage) {
    for code in 500..<600 where ![530, 534, 535, 538].contains(code) {
      #expect(verdict(stage, .reply(code)) == .letterRefused)
    }
  }

  @Test("a letter is delivered where the server takes its data over, and nowhere else")
  func delivered() {
    for stage in SMTPStage.allCases {
      for code in 200..<300 {
        #expect((verdict(stage, .reply(code)) == .delivered) == (stage == .acceptance))
      }
    }
  }

  @Test("what a letter alone asks for holds up no other, and is not given up for what may be said of the sender")
  func international() {
    for code in 300..<600 { #expect(verdict(.senderOfInternationalLetter, .reply(code)) == .letterFailed) }
    for event in Self.silent { #expect(verdict(.senderOfInternationalLetter, event) == .letterFailed) }
    #expect(verdict(.recipient, .lacksInternationalAddresses) == .letterRefused)
    #expect(verdict(.recipient, .notAnAddress) == .letterRefused)
  }

  @Test("a server has minutes, and ten for what it makes of a letter")
  func limits() {
    let limits = SMTPLimits()
    let minutes: [(SMTPStage, Int)] = [
      (.greeting, 5), (.hello, 5), (.sender, 5), (.recipient, 5), (.data, 2), (.content, 3), (.acceptance, 10),
    ]
    for (stage, count) in minutes { #expect(limits[stage] >= .seconds(60 * count)) }
  }
}
