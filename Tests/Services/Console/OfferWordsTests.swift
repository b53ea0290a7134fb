import ConsoleDomain
import Messages
import Testing
import Vocabulary

@Suite("Words of offers")
struct OfferWordsTests {
  /// All of them, by the code that they stand for.
  private static let said: [(String, Said)] =
    TargetingDecision.allCases.map { ("decision \($0.rawValue)", TargetingWords.sentence($0)) }
    + TargetingDecision.allCases.map { ("mark \($0.rawValue)", TargetingWords.mark($0)) }
    + TargetingReason.allCases.map { ("reason \($0.rawValue)", TargetingWords.sentence($0)) }
    + TargetingReason.allCases.compactMap { reason in
      TargetingWords.advice(reason).map { ("advice \(reason.rawValue)", $0) }
    }
    + OfferState.allCases.map { ("state \($0.rawValue)", OfferWords.state($0)) }
    + ClosingReason.allCases.map { ("closing \($0.rawValue)", OfferWords.reason($0)) }
    + PaymentMeans.allCases.map { ("payment \($0.rawValue)", OfferWords.payment($0)) }
    + Level.allCases.map { ("level \($0.rawValue)", OfferWords.level($0)) }
    + Level.allCases.map { ("members \($0.rawValue)", OfferWords.members($0)) }
    + SolicitationState.allCases.map { ("solicitation \($0.rawValue)", OfferWords.solicitation($0)) }

  @Test("O5: each decision, reason and state has words in both languages, and never its code")
  func bothLanguages() {
    for (code, said) in Self.said {
      for language in Language.allCases {
        let text = said.text(in: language)
        #expect(!text.isEmpty, "\(code)")
        // A code of several words is no word of any language.
        let raw = String(code.split(separator: " ")[1])
        if raw.contains("-") { #expect(!text.contains(raw), "\(code)") }
      }
    }
    // French is not English, but where the word is the same.
    let same = Self.said.filter { $0.1.french == $0.1.english }.map(\.0)
    #expect(Set(same) == ["level expert", "members expert"])
  }

  @Test("O5: different reasons and decisions are told apart")
  func distinct() {
    let reasons = TargetingReason.allCases.map(TargetingWords.sentence)
    #expect(Set(reasons).count == reasons.count)
    let decisions = TargetingDecision.allCases.map(TargetingWords.sentence)
    #expect(Set(decisions).count == decisions.count)
  }

  @Test("M4: every section and division of the classification has a name in both languages; a class has its division's")
  func sectors() {
    let divisions: [(Character, ClosedRange<Int>)] = [
      ("A", 1...3), ("B", 5...9), ("C", 10...33), ("D", 35...35), ("E", 36...39), ("F", 41...43), ("G", 45...47),
      ("H", 49...53), ("I", 55...56), ("J", 58...63), ("K", 64...66), ("L", 68...68), ("M", 69...75), ("N", 77...82),
      ("O", 84...84), ("P", 85...85), ("Q", 86...88), ("R", 90...93), ("S", 94...96), ("T", 97...98), ("U", 99...99),
    ]
    let codes = divisions.flatMap { section, range in
      [String(section)] + range.map { "\(section)\($0 < 10 ? "0" : "")\($0)" }
    }.compactMap { SectorCode($0) }
    #expect(codes.count == 21 + 88)
    #expect(SectorNames.all == codes)
    for code in codes {
      let name = SectorNames.name(code)
      #expect(name.french != code.rawValue && name.english != code.rawValue, "\(code)")
    }
    #expect(
      SectorNames.text(SectorCode("J62.01")!, in: .french)
        == "J62.01 · Programmation, conseil et autres activités informatiques")
  }

  @Test("M4: every part of France that may be a zone has a name; countries have theirs in both languages")
  func zones() {
    #expect(ZoneNames.text(ZoneCode("FR-59")!, in: .english) == "FR-59 · Nord")
    #expect(ZoneNames.text(ZoneCode("FR-HDF")!, in: .french) == "FR-HDF · Hauts-de-France")
    #expect(ZoneNames.name(ZoneCode("DE")!, in: .french) == "Allemagne")
    #expect(ZoneNames.name(ZoneCode("DE-BE")!, in: .english) == "Germany")
    // Whatever two or three signs may follow FR: those that are a zone have a name.
    let signs = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ").map(String.init)
    let pairs = signs.flatMap { one in signs.map { one + $0 } }
    let triples = pairs.flatMap { pair in signs.map { pair + $0 } }
    var count = 0
    for rest in pairs + triples {
      guard let zone = ZoneCode("FR-" + rest) else { continue }
      count += 1
      #expect(ZoneNames.name(zone, in: .french) != "France", "\(zone)")
    }
    #expect(count > 120)
  }

  @Test("Codes are suggested with their names, escaped")
  func suggestions() {
    let sectors = CodeSuggestions.sectors(in: .english)
    #expect(sectors.contains("<option value=\"J62\">Computer programming, consultancy and related activities</option>"))
    #expect(CodeSuggestions.zones(in: .french).contains("<option value=\"FR-59\">Nord</option>"))
    #expect(CodeSuggestions.zones(in: .french).contains("<option value=\"BE\">Belgique</option>"))
  }
}
