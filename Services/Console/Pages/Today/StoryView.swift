import ConsoleDomain
import Vocabulary

/// A story of the day as the page tells it: what began it, and what followed.
struct StoryView: Sendable {
  /// One event.
  struct Line: Sendable {
    let text: String
    let address: String?
    let tone: String
  }

  private static let mostLines = 7

  /// What tells it apart from others, for whoever brings the page up to date.
  let item: String
  let time: String
  /// For `datetime`.
  let instant: String
  let tone: String
  let text: String
  let address: String?
  let lines: [Line]
  let hasLines: Bool
  /// How many are not shown; nil where all are.
  let more: String?

  init(_ story: EventStory, _ visit: Visit) {
    // A consequence that nobody waits for is no headline, where there is another.
    let head = story.events.firstIndex { EventTone($0.name) != .quiet } ?? 0
    let event = story.events[head]
    let last = story.events[story.events.count - 1]
    item = last.id
    time = visit.clock.time(last.at)
    instant = last.at.description
    let line = Self.line(event, visit)
    (tone, text, address) = (line.tone, line.text, line.address)
    let rest = story.events.enumerated().filter { $0.offset != head }.map { Self.line($0.element, visit) }
    lines = Array(rest.prefix(Self.mostLines))
    hasLines = !lines.isEmpty
    let hidden = rest.count - lines.count
    more =
      hidden > 0 ? visit.word(hidden == 1 ? "today.more-one" : "today.more").replacing("%", with: "\(hidden)") : nil
  }

  private static func line(_ event: StaffEvent, _ visit: Visit) -> Line {
    let place = EventAddress.of(event)
    return Line(
      text: EventSentence.text(event, in: visit.language),
      address: place.flatMap { visit.mayEnter($0.area) ? $0.path : nil }, tone: EventTone(event.name).rawValue)
  }
}
