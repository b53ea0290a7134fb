/// Events that one thing led to, as a page tells them: a hire with its bonus, its points and its payout.
public struct EventStory: Sendable {
  /// In the order in which they happened.
  public let events: [StaffEvent]

  /// The newest stories, that which went on last first.
  public static func newest(_ count: Int, of events: [StaffEvent]) -> [EventStory] {
    var order: [String] = []
    var stories: [String: [StaffEvent]] = [:]
    for event in events.reversed() {
      if stories[event.story] == nil {
        if order.count == count { continue }
        order.append(event.story)
      }
      stories[event.story, default: []].append(event)
    }
    return order.map { EventStory(events: (stories[$0] ?? []).reversed()) }
  }
}
