import ConsoleDomain
import Testing
import Vocabulary

@Suite("The story of a recommendation") struct StoryTests {
  private let now = Timestamp(microseconds: 1_700_000_000_000_000)

  private func moment(_ seconds: Double, _ kind: StoryMoment.Kind, _ text: String = "x") -> StoryMoment {
    StoryMoment(at: now.adding(seconds: seconds), kind, .quiet, text)
  }

  @Test("Whatever the order in which services tell it, it is told in the order in which it happened")
  func order() {
    let told = [
      moment(-50, .attributed), moment(-40, .requested), moment(-40, .decided), moment(-40, .concluded),
      moment(-30, .transmitted), moment(-20, .reported), moment(-20, .hired), moment(-20, .granted), moment(0, .due),
    ]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20 { #expect(Story(told.shuffled(using: &generator), at: now).past == told) }
  }

  @Test("What is to come stands apart, the nearest first; this very instant has come")
  func future() {
    let story = Story([moment(60, .due, "later"), moment(1, .due, "soon"), moment(0, .granted, "now")], at: now)
    #expect(story.past.map(\.text) == ["now"])
    #expect(story.future.map(\.text) == ["soon", "later"])
  }

  @Test("Two of a kind at one instant stand in one order, however they came")
  func ties() {
    let two = [moment(-1, .decided, "a"), moment(-1, .decided, "b")]
    #expect(Story(two, at: now) == Story(two.reversed(), at: now))
  }
}
