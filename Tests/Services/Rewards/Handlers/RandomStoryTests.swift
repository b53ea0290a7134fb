import RewardsDomain
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Random stories, without a database")
struct RandomStoryTests {
  private static let seeds: ClosedRange<UInt64> = 1...3_000

  @Test("H1, H3, W1, W2, W7, W8: in any order, repeated, a story ends in the books that its facts alone decide")
  func anyOrder() {
    for seed in Self.seeds {
      let story = RandomStory(seed: seed)
      var generator = SeededGenerator(seed: ~seed)
      let due = story.due(under: .standard, settling: story.settling)
      for _ in 1...2 {
        let book = story.told(story.events.shuffledAndRepeated(using: &generator), under: .standard)
        #expect(balances(of: book.transactions) == due, "seed \(seed)")
      }
    }
  }

  @Test("W5, W8: whatever the order, a cause is posted once, a reversal mirrors its original, once, and all balance")
  func transactions() throws {
    for seed in Self.seeds {
      let story = RandomStory(seed: seed)
      var generator = SeededGenerator(seed: ~seed)
      let posted = story.told(story.events.shuffledAndRepeated(using: &generator), under: .standard).transactions
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

  private func balances(of transactions: [LedgerTransaction]) -> [Account: Int] {
    transactions.flatMap(\.postings).reduce(into: [:]) { $0[$1.account, default: 0] += $1.amount }
      .filter { $0.value != 0 }
  }
}
