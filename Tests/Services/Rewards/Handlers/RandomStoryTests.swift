import RewardsDomain
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Random stories, without a database")
struct RandomStoryTests {
  private static let seeds: ClosedRange<UInt64> = 1...10_000

  private func balances(of transactions: [LedgerTransaction]) -> [Account: Int] {
    transactions.flatMap(\.postings).reduce(into: [:]) { $0[$1.account, default: 0] += $1.amount }
      .filter { $0.value != 0 }
  }

  @Test(
    "H1, H3, H4, R6, Q5, M5, W1, W2, W7, W8: in any order, repeated, a story ends in the books of its corrected facts")
  func anyOrder() {
    for seed in Self.seeds {
      let story = RandomStory(seed: seed)
      var generator = SeededGenerator(seed: ~seed)
      let due = story.due(under: .standard, settling: story.settling)
      for _ in 1...2 {
        var told = ToldStory(story, under: .standard)
        for event in story.events.shuffledAndRepeated(using: &generator) { told.tell(event) }
        #expect(balances(of: told.transactions) == due, "seed \(seed)")
      }
    }
  }

  @Test("H1, H4, R6, W3, W6, W8: with choices and payments between them, the books are what is due less what was paid")
  func whilePaid() throws {
    var (claims, settled) = (0, 0)
    for seed in Self.seeds where seed % 4 == 0 {
      let story = RandomStory(seed: seed)
      var generator = SeededGenerator(seed: ~seed)
      var told = ToldStory(story, under: .standard)
      for event in story.events.shuffledAndRepeated(using: &generator) {
        told.tell(event)
        try told.chooseAndPaySome(using: &generator)
      }
      try told.chooseAll()
      let books = balances(of: told.transactions)
      let expected = expected(story, paid: told.paid)
      claims += expected.keys.count { $0.rawValue.hasSuffix(":claim") }
      settled += told.paid.count
      #expect(books == expected, "seed \(seed)")
    }
    #expect(claims > 100 && settled > 1000)
  }

  /// What is due, and what of it was paid: of one thing a holder is owed the rest, or owes what is too much.
  private func expected(_ story: RandomStory, paid: [RandomStory.Debt: Int]) -> [Account: Int] {
    let all = Set(story.members)
    var balances = story.due(under: .standard, settling: all)
    let owed = story.owed(under: .standard, settling: all)
    for (debt, cents) in paid {
      let rest = owed[debt, default: 0] - cents
      balances[.payable(debt.holder), default: 0] += min(cents, owed[debt, default: 0])
      balances[.claim(debt.holder), default: 0] += max(0, -rest)
      balances[.cash, default: 0] -= cents
    }
    return balances.filter { $0.value != 0 }
  }

  @Test("W5, W8: whatever the order, a cause is posted once, a reversal mirrors its original, once, and all balance")
  func transactions() throws {
    for seed in Self.seeds where seed % 3 == 0 {
      let story = RandomStory(seed: seed)
      var generator = SeededGenerator(seed: ~seed)
      var told = ToldStory(story, under: .standard)
      for event in story.events.shuffledAndRepeated(using: &generator) { told.tell(event) }
      let posted = told.transactions
      let known = Dictionary(uniqueKeysWithValues: posted.map { ($0.id, $0) })
      #expect(Set(posted.map(\.cause)).count == posted.count, "seed \(seed)")
      let reversals = posted.filter { $0.reverses != nil }
      #expect(Set(reversals.map(\.reverses)).count == reversals.count, "seed \(seed)")
      for reversal in reversals {
        let original = try #require(reversal.reverses.flatMap { known[$0] }, "seed \(seed)")
        let mirrored = original.postings.map { Posting(account: $0.account, unit: $0.unit, amount: -$0.amount) }
        #expect(reversal.postings == mirrored, "seed \(seed)")
        #expect(reversal.recommendationID == original.recommendationID, "seed \(seed)")
      }
      for unit in UnitOfAccount.allCases {
        let sum = posted.flatMap(\.postings).reduce(0) { $1.unit == unit ? $0 + $1.amount : $0 }
        #expect(sum == 0, "seed \(seed)")
      }
    }
  }
}
