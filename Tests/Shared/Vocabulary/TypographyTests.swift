import Testing
import Vocabulary

@Suite struct TypographyTests {
  @Test(
    "French keeps its signs with the word before them, and leaves what stands in addresses alone",
    arguments: [
      ("Prime : oui", "Prime\u{A0}: oui"), ("Oui ; non", "Oui\u{202F}; non"), ("Merci !", "Merci\u{202F}!"),
      ("Qui ?", "Qui\u{202F}?"), ("« Forge »", "«\u{A0}Forge\u{A0}»"), ("5 €", "5\u{202F}€"),
      ("https://a.example/?b", "https://a.example/?b"), ("12:30", "12:30"), ("", ""), (" :", "\u{A0}:"), ("a b", "a b"),
      ("«  »", "«\u{A0}\u{A0}»"), ("é € ü", "é\u{202F}€ ü"),
    ])
  func french(written: String, printed: String) {
    #expect(Typography.applied(to: written, in: .french) == printed)
    #expect(Typography.applied(to: printed, in: .french) == printed)
    #expect(Typography.applied(to: written, in: .english) == written)
  }
}
