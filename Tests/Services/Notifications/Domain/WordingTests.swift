import NotificationsDomain
import Testing
import Vocabulary

@Suite struct WordingTests {
  @Test(
    "Amounts are written as people write them",
    arguments: [
      (50_000, "500,00 €", "€500.00"), (5, "0,05 €", "€0.05"), (123_456_700, "1 234 567,00 €", "€1,234,567.00"),
      (100_050, "1 000,50 €", "€1,000.50"), (-25_000, "-250,00 €", "-€250.00"),
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
  }

  @Test("R8 every refusal of a recommendation is explained in both languages", arguments: Language.allCases)
  func refusals(language: Language) {
    let codes: [ProblemCode] = [
      .offerNotOpen, .memberNotActive, .charterOutdated, .alreadyRecommendedForOffer, .candidateAlreadyAttributed,
      .selfRecommendation,
    ]
    let unknown = Wording.refusal("a-later-code", in: language)
    #expect(!unknown.isEmpty)
    for code in codes {
      #expect(Wording.refusal(code, in: language) != unknown, "\(code)")
    }
  }
}
