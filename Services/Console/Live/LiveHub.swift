import ConsoleDomain
import FoundationEssentials
import Synchronization
import Vocabulary

/// What happened today, and who hears of what happens next.
package final class LiveHub: Sendable {
  /// What is known of today.
  package struct Look: Sendable {
    package let day: CalendarDay
    package let figures: DayFigures
    package let yesterday: DayFigures
    package let events: [StaffEvent]
    package let state: LiveState
  }

  private struct Contents {
    var days: LiveDays
    var state = LiveState()
    var listeners: [Int: AsyncStream<LiveSignal>.Continuation] = [:]
    var nextListener = 0
    /// How often something new was told.
    var told = 0
    var isClosed = false
  }

  /// Signals that may wait for somebody who reads slowly; who lets more wait is sent away, and comes back.
  package static let buffer = 64
  /// Pages that may be open at a time.
  private static let mostListeners = 2000

  private let contents: Mutex<Contents>
  private let clock: Clock
  private let now: @Sendable () -> Timestamp

  /// A hub of a platform in a time zone.
  package init(
    zone: TimeZone, limits: LiveDays.Limits = LiveDays.Limits(), now: @escaping @Sendable () -> Timestamp = { .now }
  ) {
    clock = Clock(zone: zone, language: .french)
    self.now = now
    contents = Mutex(Contents(days: LiveDays(clock.day(of: now()), limits: limits)))
  }

  /// Where yesterday began, which is as far back as figures go.
  package var beginning: Timestamp {
    clock.begin(of: CalendarDay(daysSince1970: clock.day(of: now()).daysSince1970 - 1))
  }

  /// What is known now.
  package func look() -> Look {
    let today = clock.day(of: now())
    return contents.withLock { contents in
      contents.days.turn(to: today)
      return Look(
        day: contents.days.day, figures: contents.days.figures, yesterday: contents.days.yesterday,
        events: contents.days.events, state: contents.state)
    }
  }

  /// Takes what staff were told; those of today that are new are passed on.
  package func take(_ events: [StaffEvent]) {
    let today = clock.day(of: now())
    contents.withLock { contents in
      contents.days.turn(to: today)
      let fresh = events.filter { contents.days.take($0, of: clock.day(of: $0.at)) }
      guard !fresh.isEmpty else { return }
      contents.told += 1
      Self.tell(.told(fresh), &contents)
    }
  }

  /// How often something new was told: what was asked before it may be otherwise since.
  package var told: Int { contents.withLock { $0.told } }

  /// Notes what works; who listens hears of a change.
  package func change(_ change: (inout LiveState) -> Void) {
    contents.withLock { contents in
      let before = contents.state
      change(&contents.state)
      if contents.state != before { Self.tell(.state(contents.state), &contents) }
    }
  }

  /// Says to everybody that all is well: who is gone is noticed by it.
  package func beat() {
    contents.withLock { Self.tell(.beat, &$0) }
  }

  /// Signals from now on, the state first; nil where no more can listen.
  package func listen() -> AsyncStream<LiveSignal>? {
    contents.withLock { contents in
      guard !contents.isClosed, contents.listeners.count < Self.mostListeners else { return nil }
      let (signals, continuation) = AsyncStream.makeStream(
        of: LiveSignal.self, bufferingPolicy: .bufferingOldest(Self.buffer))
      let number = contents.nextListener
      contents.nextListener += 1
      contents.listeners[number] = continuation
      continuation.yield(.state(contents.state))
      // Also where it ended because of whoever holds the lock: that may not wait for itself.
      continuation.onTermination = { [weak self] _ in Task { self?.forget(number) } }
      return signals
    }
  }

  /// How many listen.
  package var listeners: Int { contents.withLock { $0.listeners.count } }

  /// Sends everybody away, for good.
  package func close() {
    let listeners = contents.withLock { contents in
      contents.isClosed = true
      defer { contents.listeners = [:] }
      return contents.listeners
    }
    for continuation in listeners.values { continuation.finish() }
  }

  private func forget(_ number: Int) {
    contents.withLock { _ = $0.listeners.removeValue(forKey: number) }
  }

  private static func tell(_ signal: LiveSignal, _ contents: inout Contents) {
    for (number, continuation) in contents.listeners {
      guard case .dropped = continuation.yield(signal) else { continue }
      contents.listeners[number] = nil
      continuation.finish()
    }
  }
}
