public import Vocabulary

/// What staff were told today, the newest of it, and the figures of today and of the day before.
///
/// However much a day brings, memory stays within bounds: of events the newest are kept, of days two.
public struct LiveDays: Sendable {
  /// How many events of today are kept, and how many ids are known.
  public struct Limits: Sendable {
    /// Events.
    public var events: Int
    /// Ids.
    public var ids: Int

    public init(events: Int = 600, ids: Int = 100_000) {
      self.events = events
      self.ids = ids
    }
  }

  /// The day that it is.
  public private(set) var day: CalendarDay
  /// The figures of that day.
  public private(set) var figures = DayFigures()
  /// The figures of the day before.
  public private(set) var yesterday = DayFigures()
  /// The newest events of the day, the oldest of them first.
  public private(set) var events: [StaffEvent] = []

  private let limits: Limits
  private var ids: RecentIDs

  /// Begins on a day.
  public init(_ day: CalendarDay, limits: Limits = Limits()) {
    self.day = day
    self.limits = limits
    ids = RecentIDs(limit: limits.ids)
  }

  /// Goes on to a day, where it is a later one: what was today's is yesterday's, or older.
  public mutating func turn(to day: CalendarDay) {
    guard day > self.day else { return }
    yesterday = day.daysSince1970 == self.day.daysSince1970 + 1 ? figures : DayFigures()
    figures = DayFigures()
    events = []
    self.day = day
  }

  /// Counts an event of a day; whether it is one of today that was not seen before.
  public mutating func take(_ event: StaffEvent, of eventDay: CalendarDay) -> Bool {
    guard ids.insert(event.id) else { return false }
    if eventDay.daysSince1970 == day.daysSince1970 - 1 { yesterday.count(event) }
    guard eventDay == day else { return false }
    figures.count(event)
    events.append(event)
    // In lots, so that not every event moves all the others.
    if events.count > limits.events + limits.events / 4 { events.removeFirst(events.count - limits.events) }
    return true
  }
}
