/// When to give a sign of life, and when the other side has given none for too long (AMQP 0-9-1, section 4.2.7).
///
/// Pure: it is told the time.
package struct Heartbeat {
  /// What is to be done.
  package enum Action: Equatable {
    /// Nothing.
    case none
    /// Send a heartbeat.
    case send
    /// Give the connection up: nothing came for two intervals.
    case giveUp
  }

  private let interval: Duration
  private var sent: ContinuousClock.Instant
  private var heard: ContinuousClock.Instant

  /// Of a connection that begins now; an interval of 0 asks for no heartbeats.
  package init(seconds: Int, at now: ContinuousClock.Instant) {
    interval = .seconds(seconds)
    sent = now
    heard = now
  }

  /// What is to be done now, when something came since the last time, or, with `isListening` false, could not have come.
  package mutating func tick(
    at now: ContinuousClock.Instant, hasHeard: Bool, isListening: Bool
  ) -> Action {
    guard interval > .zero else { return .none }
    if hasHeard || !isListening { heard = now }
    if heard.duration(to: now) > interval * 2 { return .giveUp }
    // Half the interval between calls at most: whoever calls late must not be late himself.
    guard sent.duration(to: now) * 2 >= interval else { return .none }
    sent = now
    return .send
  }
}
