import ConsoleDomain
import Testing
import Vocabulary

@Suite("How far to the next level") struct LevelProgressTests {
  @Test(
    "W7: the level that points make, and what is missing to the next",
    arguments: [
      (-5, Level.beginner, Level.confirmed as Level?, 155, 0), (0, .beginner, .confirmed, 150, 0),
      (149, .beginner, .confirmed, 1, 29), (150, .confirmed, .expert, 350, 30), (499, .confirmed, .expert, 1, 99),
      (500, .expert, nil, 0, 100), (90_000, .expert, nil, 0, 100),
    ])
  func progress(points: Int, level: Level, next: Level?, missing: Int, percent: Int) {
    let progress = LevelProgress(Points(points), of: LevelThresholds(beginner: 0, confirmed: 150, expert: 500))
    #expect(progress.level == level && progress.next?.level == next)
    #expect((progress.next?.missing ?? 0) == Points(missing) && progress.percent == percent)
    #expect(progress.confirmedPercent == 30)
  }

  @Test("A scale under which everybody is an expert")
  func flat() {
    let progress = LevelProgress(0, of: LevelThresholds(beginner: 0, confirmed: 0, expert: 0))
    #expect(progress.level == .expert && progress.next == nil && progress.percent == 100)
  }
}
