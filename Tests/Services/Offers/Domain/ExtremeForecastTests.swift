import OffersDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// Policies and communities as large as they may be make a forecast, not a crash.
@Suite("O5 Forecasts at the bounds")
struct ExtremeForecastTests {
  private let now = Timestamp(microseconds: 1_795_426_867_482_913)

  @Test("O5: one member a wave, a year between waves and 300,000 before: the last there is, and not after it")
  func oneAWave() {
    let forecast = WaveForecast(
      of: .beginner, ahead: 99_999, waiting: [.expert: 100_000, .confirmed: 100_000], on: .begin(.make(), at: now),
      delay: 31_536_000, maximumSize: 1, now: now)
    #expect(forecast.wave == 300_000)
    #expect(forecast.at == .latest)
  }

  @Test("O5: whatever the numbers, there is a wave and a time that can be told")
  func anything() {
    let numbers = [Int.min, -1, 0, 1, 2, 1_000_000_000, .max - 1, .max]
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      func number() -> Int { numbers.randomElement(using: &generator)! }
      let schedule = WaveSchedule(
        offerID: .make(), wave: number(), level: Level.allCases.randomElement(using: &generator)!, dueAt: nil,
        lastDispatchedAt: [nil, now, .latest, .earliest].randomElement(using: &generator)!)
      let delay = [0, 60, 31_536_000, 1e300, .infinity].randomElement(using: &generator)!
      let forecast = WaveForecast(
        of: Level.allCases.randomElement(using: &generator)!, ahead: max(number(), 0),
        waiting: [.expert: number(), .confirmed: number(), .beginner: number()], on: schedule, delay: delay,
        maximumSize: Bool.random(using: &generator) ? nil : number(), now: now)
      #expect(Timestamp(forecast.at.description) == forecast.at, "seed \(seed)")
      let next = schedule.after(.init(level: .expert, remaining: number()), at: now, delay: delay)
      #expect(next.dueAt.map { Timestamp($0.description) == $0 } == true, "seed \(seed)")
    }
  }

  @Test("a page token that names no time there is was not given out")
  func pageTokens() throws {
    for microseconds in [Int64.min, .max, Timestamp.latest.microseconds + 1, Timestamp.earliest.microseconds - 1] {
      let text = PageToken(after: OfferID.make(), at: Timestamp(microseconds: microseconds)).text
      #expect(PageToken(text) == nil)
    }
    let token = PageToken(after: OfferID.make(), at: now)
    #expect(PageToken(token.text) == token)
  }
}
