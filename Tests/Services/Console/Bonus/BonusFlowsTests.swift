import ConsoleDomain
import Messages
import Testing
import Vocabulary

@Suite("Where every euro went")
struct BonusFlowsTests {
  private static let seeds: ClosedRange<UInt64> = 1...1_500

  @Test("whatever became of a bonus, what comes in is what is where it ends, and no place makes or loses a cent")
  func addsUp() {
    var seen: Set<String> = []
    for seed in Self.seeds {
      let bonus = RandomBonus(seed: seed)
      let made = BonusFlows(bonus.told)
      #expect(made.addsUp, "seed \(seed): \(made.flows.all)")
      #expect(made.incoming == bonus.incoming && made.outgoing == bonus.incoming, "seed \(seed)")
      #expect(made.flows.all.allSatisfy { $0.cents > 0 && $0.from.column < $0.to.column }, "seed \(seed)")
      for end in made.flows.ends { seen.insert("\(end.place)".prefix { $0 != "(" }.description) }
    }
    #expect(
      seen == [
        "held", "credits", "paid", "requested", "failed", "planned", "takenBack", "paidBefore", "repaid", "writtenOff",
        "open", "standsFor",
      ])
  }

  @Test("the books say the same, account by account")
  func books() {
    for seed in Self.seeds {
      let books = BonusBooks(RandomBonus(seed: seed).told)
      #expect(books.agrees, "seed \(seed): \(books.lines.filter { !$0.agrees })")
    }
  }

  @Test("a line of the books that is missing or off by a cent is found")
  func differs() throws {
    var found = 0
    for seed in Self.seeds.prefix(500) {
      var told = RandomBonus(seed: seed).told
      guard let index = told.transactions.indices.last, let line = told.transactions[index].entries.indices.first else {
        continue
      }
      found += 1
      told.transactions[index].entries[line].amount += 1
      #expect(!BonusBooks(told).agrees, "seed \(seed)")
      told.transactions[index].entries[line].amount -= 1
      #expect(BonusBooks(told).agrees, "seed \(seed)")
      told.transactions.removeAll { $0.causeId.hasSuffix(":paid") }
      if told.payouts.contains(where: { $0.paidAt != nil }) { #expect(!BonusBooks(told).agrees, "seed \(seed)") }
    }
    #expect(found > 100)
  }

  @Test("a claim of which a part is not accounted for does not add up")
  func leaks() throws {
    var found = 0
    for seed in Self.seeds.prefix(1_000) {
      var told = RandomBonus(seed: seed).told
      guard let claim = told.claims.firstIndex(where: { $0.remaining > 0 && $0.remaining < $0.amount }) else {
        continue
      }
      found += 1
      told.claims[claim].remaining -= 1
      #expect(!BonusFlows(told).addsUp, "seed \(seed)")
    }
    #expect(found > 20)
  }

  @Test("bars are as high as their cents, in columns that do not overlap, and bands end where bars are")
  func picture() {
    for seed in Self.seeds.prefix(1_000) {
      let flows = BonusFlows(RandomBonus(seed: seed).told).flows
      let diagram = MoneyDiagram(flows) { $0.column }
      #expect(diagram.bars.count == flows.places.count && diagram.bands.count == flows.all.count)
      let scale = diagram.bands.map { $0.height / Double($0.flow.cents) }
      for one in scale { #expect(abs(one - scale[0]) < 1e-9, "seed \(seed)") }
      for (x, bars) in Dictionary(grouping: diagram.bars, by: \.x) {
        #expect(x >= 0 && x + MoneyDiagram<BonusPlace>.barWidth <= diagram.width)
        let sorted = bars.sorted { $0.y < $1.y }
        for (upper, lower) in zip(sorted, sorted.dropFirst()) {
          #expect(lower.y >= upper.y + max(upper.height, MoneyDiagram<BonusPlace>.labelHeight), "seed \(seed)")
        }
      }
      #expect(diagram.bars.allSatisfy { $0.y >= 0 && $0.y + $0.height <= diagram.height + 1e-6 }, "seed \(seed)")
    }
  }

  @Test("nothing is drawn of nothing")
  func empty() {
    let diagram = MoneyDiagram(BonusFlows(ExplainBonus.Result(hireId: .make())).flows) { $0.column }
    #expect(diagram.bars.isEmpty && diagram.bands.isEmpty && diagram.height == 0)
  }

  @Test("lengths are written to a tenth", arguments: [(0.0, "0"), (12.34, "12.3"), (12.96, "13"), (-0.5, "-0.5")])
  func lengths(length: Double, text: String) { #expect(DrawnLength.text(length) == text) }
}
