import ConsoleDomain
import Vocabulary

/// What the page shows.
struct TodayView: Sendable {
  /// A figure of the day, and of the day before.
  struct Figure: Sendable {
    let value: String
    let label: String
    let before: String
  }

  /// What can be chosen to be shown.
  struct Choice: Sendable {
    let label: String
    let address: String
    let isChosen: Bool
  }

  private static let mostStories = 40

  let day: String
  let isAway: Bool
  /// What the person can do something about, and there is something.
  let mine: [WaitingTile]
  let hasMine: Bool
  /// All the rest.
  let others: [WaitingTile]
  let figures: [Figure]
  let choices: [Choice]
  let stories: [StoryView]
  let hasStories: Bool

  init(_ look: LiveHub.Look, _ tiles: [WaitingTile], _ visit: Visit) {
    day = visit.clock.text(look.day)
    isAway = !look.state.isFollowing
    // Who may do nothing about any of it sees all of it alike.
    let concernsAny = tiles.contains(where: \.isMine)
    mine = tiles.filter { $0.waits && ($0.isMine || !concernsAny) }
    hasMine = !mine.isEmpty
    others = tiles.filter { !($0.waits && ($0.isMine || !concernsAny)) }
    figures = Self.figures(look, visit)
    let show = visit.query["show"].flatMap { MenuGroup(rawValue: $0) }
    choices = Self.choices(show, visit)
    let events = look.events.filter { event in
      guard let show, show != .front else { return true }
      return EventAddress.of(event).map { show.areas.contains($0.area) } ?? (show == .machine)
    }
    stories = EventStory.newest(Self.mostStories, of: events).map { StoryView($0, visit) }
    hasStories = !stories.isEmpty
  }

  private static func figures(_ look: LiveHub.Look, _ visit: Visit) -> [Figure] {
    func figure(_ word: String, _ value: (DayFigures) -> Int, _ text: (Int) -> String) -> Figure {
      Figure(
        value: text(value(look.figures)), label: visit.word("today.\(word)"),
        before: "\(visit.word("today.yesterday")) \(text(value(look.yesterday)))")
    }
    let number = { (value: Int) in Money.number(value, in: visit.language) }
    return [
      figure("joined", \.members, number), figure("recommended", \.recommendations, number),
      figure("decided", \.interviews, number), figure("hired", \.hires, number),
      figure("granted", \.grantedCents, visit.euros), figure("paid-out", \.payoutCents, visit.euros),
    ]
  }

  private static func choices(_ show: MenuGroup?, _ visit: Visit) -> [Choice] {
    let groups: [MenuGroup] = [.people, .money, .machine]
    return [Choice(label: visit.word("today.show-all"), address: "/today", isChosen: show == nil)]
      + groups.map {
        Choice(
          label: visit.word("common.menu-\($0.rawValue)"), address: "/today?show=\($0.rawValue)", isChosen: show == $0)
      }
  }
}
