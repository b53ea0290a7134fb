import NotificationsDomain
import Testing
import Vocabulary

@Suite struct WordingTests {
  @Test(
    "Amounts are written as people write them",
    arguments: [
      (50_000, "500,00\u{202F}€", "€500.00"), (5, "0,05\u{202F}€", "€0.05"),
      (123_456_700, "1\u{202F}234\u{202F}567,00\u{202F}€", "€1,234,567.00"),
      (100_050, "1\u{202F}000,50\u{202F}€", "€1,000.50"), (-25_000, "-250,00\u{202F}€", "-€250.00"),
    ])
  func amounts(cents: Int, french: String, english: String) {
    #expect(Wording.amount(Cents(cents), in: .french) == french)
    #expect(Wording.amount(Cents(cents), in: .english) == english)
  }

  @Test("Days are written as people write them; what is no instant stays as it is")
  func days() {
    #expect(Wording.day("2026-11-20T15:30:00Z", in: .french) == "20 novembre 2026")
    #expect(Wording.day("2026-08-01T00:00:00Z", in: .french) == "1er août 2026")
    #expect(Wording.day("2026-08-01T00:00:00Z", in: .english) == "1 August 2026")
    #expect(Wording.day("soon", in: .english) == "soon")
    #expect(Wording.day(CalendarDay("2026-12-01")!, in: .french) == "1er décembre 2026")
  }

  @Test("Points and attempts are counted as people count them")
  func numbers() {
    #expect([0, 1, 2].map { Wording.points($0, in: .french) } == ["0 point", "1 point", "2 points"])
    #expect([0, 1, 1250].map { Wording.points($0, in: .english) } == ["0 points", "1 point", "1,250 points"])
    #expect([0, 1, 8].map { Wording.attempts($0) } == ["aucune tentative", "une tentative", "8 tentatives"])
  }

  @Test("R8 every refusal of a recommendation is explained in both languages", arguments: Language.allCases)
  func refusals(language: Language) {
    let codes: [ProblemCode] = [
      .offerNotOpen, .memberNotActive, .charterOutdated, .alreadyRecommendedForOffer, .candidateAlreadyAttributed,
      .selfRecommendation, .tooManyRefusals,
    ]
    let unknown = Wording.refusal("a-later-code", in: language)
    #expect(!unknown.isEmpty)
    for code in codes {
      #expect(Wording.refusal(code, in: language) != unknown, "\(code)")
    }
  }
}
