import Messages
import NotificationsDomain
import NotificationsService
import Testing
import Topology
import Vocabulary

/// Each code of the contract has words, in French for staff and in both languages for others.
@Suite struct CodesInWordsTests {
  private func expectWords<Code: ClosedEnumeration>(
    _ wording: (Code) -> String, in language: Language = .french, canShare: Bool = false
  ) {
    let words = Code.allCases.map(wording)
    for (code, text) in zip(Code.allCases, words) {
      #expect(PrintedTexts.faults(text, in: language) == [], "\(code.rawValue): \(text)")
      #expect(text != code.rawValue && !text.isEmpty)
    }
    if !canShare { #expect(Set(words).count == words.count) }
  }

  @Test("N1 staff read every code in French words")
  func staff() {
    expectWords(Wording.unattributed)
    expectWords(Wording.quarantined)
    expectWords(Wording.reported)
    expectWords(Wording.holder)
    expectWords(Wording.beneficiary)
    expectWords(Wording.reward)
    expectWords(Wording.chosen)
    expectWords(Wording.earned)
    expectWords(Wording.outcome)
    expectWords(Wording.ended)
    expectWords(Wording.source)
    expectWords(Wording.awaited, canShare: true)
    expectWords({ (audience: Audience) in Wording.recipient(audience.rawValue) })
    expectWords({ (kind: NotificationKind) in Wording.subject(kind.audience, kind.name) }, canShare: true)
    #expect(Set(ServiceName.allCases.map { Wording.service($0.rawValue) }).count == ServiceName.allCases.count)
  }

  @Test("N1 staff read in French words why a message was given up, whatever the code")
  func problems() {
    for code in ProblemCode.all {
      #expect(Wording.explains(code), "\(code)")
      #expect(PrintedTexts.faults(Wording.givenUp(code), in: .french) == [], "\(code)")
    }
    #expect(!Wording.givenUp("a-later-code").contains("a-later-code"))
  }

  @Test("Q4, W8 members read in words why a candidate goes no further, and why a bonus is cancelled")
  func members() {
    for language in Language.allCases {
      expectWords({ (code: RejectionCode) in Wording.rejection(code, in: language) }, in: language)
      expectWords({ (reason: ReversalReason) in Wording.reversal(reason, in: language) }, in: language)
      expectWords({ (level: Level) in Wording.level(level, in: language) + "." }, in: language)
    }
  }
}
