import ConsoleDomain
import TestStack
import Testing

@Suite("Amounts as people type them") struct EuroTextTests {
  @Test("Every amount reads as what it was written from", arguments: 1...40 as ClosedRange<UInt64>)
  func round(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for cents in [0, 1, 99, 100] + (0..<20).map({ _ in Int.random(in: 0...1_000_000_000_000_000, using: &generator) }) {
      #expect(EuroText.cents(EuroText.text(cents)) == cents, "\(cents)")
    }
  }

  @Test(
    "Spaces, a sign, a point or a comma",
    arguments: [
      ("1 250", 125_000 as Int?), ("1\u{202F}250,5\u{A0}€", 125_050), ("12.50", 1250), ("-1", nil), ("1,234", nil),
      ("", nil), ("1,", nil), (",5", nil), ("1e3", nil), ("٣", nil), ("99999999999999999999", nil),
    ])
  func typed(text: String, cents: Int?) {
    #expect(EuroText.cents(text) == cents)
  }
}
