import RewardsDomain
import Testing
import Vocabulary

@Suite("Points and levels")
struct PointsTests {
  let terms = RewardTerms.standard

  @Test(
    "W7: thresholds make the level",
    arguments: [
      (0, Level.beginner), (149, .beginner), (150, .confirmed), (499, .confirmed), (500, .expert), (-5, .beginner),
    ])
  func thresholds(points: Int, level: Level) {
    #expect(terms.level(with: Points(points)) == level)
  }

  @Test("W8: a level falls through a reversal")
  func fall() {
    var standing = PointsStanding()
    standing.add(150, under: terms)
    #expect(standing.level == .confirmed)
    standing.add(-100, under: terms)
    #expect(standing.level == .beginner)
    #expect(standing.revision == 2)
  }

  @Test("W8: a level does not fall because thresholds rise")
  func dearerTerms() {
    var dearer = terms
    dearer.levels.confirmed = 400
    var standing = PointsStanding()
    standing.add(150, under: terms)
    standing.add(1, under: dearer)
    #expect(standing.level == .confirmed)
  }

  @Test("W7: terms whose thresholds do not rise are known as such")
  func risingThresholds() {
    #expect(terms.hasRisingThresholds)
    var terms = terms
    terms.levels.expert = 149
    #expect(!terms.hasRisingThresholds)
  }
}
