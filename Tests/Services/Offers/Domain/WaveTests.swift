import OffersDomain
import Testing
import Vocabulary

@Suite("O3 to O5 Waves")
struct WaveTests {
  private let now = Timestamp(microseconds: 1_000_000_000)
  private let begun = WaveSchedule.begin(.make(), at: Timestamp(microseconds: 1_000_000_000))

  @Test("O3: the experts' wave comes at once, then the confirmed members', then the beginners', a delay between")
  func order() {
    #expect(begun.dueAt == now)
    #expect(begun.turns == [.expert, .confirmed, .beginner])
    let second = begun.after(.init(level: .expert, remaining: 0), at: now, delay: 60)
    #expect(second.wave == 1)
    #expect(second.turns == [.confirmed, .beginner, .expert])
    #expect(second.dueAt == now.adding(seconds: 60))
    let third = second.after(.init(level: .confirmed, remaining: 0), at: now, delay: 60)
    #expect(third.level == .beginner)
    #expect(third.wave == 2)
  }

  @Test("O3: a skipped wave counts")
  func skipping() {
    let next = begun.after(.init(level: .beginner, remaining: 0), at: now, delay: 60)
    #expect(next.wave == 3)
    #expect(next.level == .expert)
  }

  @Test("O3: what does not fit a wave goes to the next one of the same level")
  func maximumSize() {
    let next = begun.after(.init(level: .expert, remaining: 7), at: now, delay: 60)
    #expect(next.wave == 1)
    #expect(next.level == .expert)
  }

  @Test("O4: with nobody left the schedule rests where it is")
  func rest() {
    let rested = begun.after(nil, at: now, delay: 60)
    #expect(rested.dueAt == nil)
    #expect(rested.wave == 0)
    #expect(rested.level == .expert)
  }

  @Test("O5: a member learns the wave and the time, empty levels skipped without delay")
  func forecast() {
    let beginner = WaveForecast(
      of: .beginner, ahead: 0, waiting: [.expert: 4, .beginner: 9], on: begun, delay: 60, maximumSize: nil, now: now)
    #expect(beginner.wave == 3)
    #expect(beginner.at == now.adding(seconds: 60))
    let expert = WaveForecast(
      of: .expert, ahead: 3, waiting: [.expert: 4], on: begun, delay: 60, maximumSize: nil, now: now)
    #expect(expert.wave == 1)
    #expect(expert.at == now)
  }

  @Test("O5: a maximum size makes several waves of a level")
  func forecastWithMaximum() {
    let beginner = WaveForecast(
      of: .beginner, ahead: 5, waiting: [.expert: 5, .beginner: 9], on: begun, delay: 60, maximumSize: 2, now: now)
    #expect(beginner.wave == 3 + 1 + 2 + 1)
    #expect(beginner.at == now.adding(seconds: Double(3 + 2) * 60))
  }

  @Test("O5: where waves rest, a late member waits for no more than the delay after the last one")
  func lateForecast() {
    var rested = begun.after(.init(level: .beginner, remaining: 0), at: now, delay: 60).after(nil, at: now, delay: 60)
    rested.lastDispatchedAt = now.adding(seconds: -20)
    let late = WaveForecast(of: .expert, ahead: 0, waiting: [:], on: rested, delay: 60, maximumSize: nil, now: now)
    #expect(late.at == now.adding(seconds: 40))
    #expect(late.wave == 4)
  }
}
