import Failures
/// What the owner of a connection does next: connect, serve, pause, or come to an end.
///
/// Pure: it is told what happened and when, and returns the next action. `connecting`, `connected` and `pausing` go
/// round until `stop`, which is heeded at the next event, whatever that is.
package struct ConnectionLifecycle: Sendable {
  /// Where the owner is.
  package enum State: Equatable, Sendable {
    /// Not begun yet.
    case idle
    /// On the way to a connection.
    case connecting
    /// Connected since an instant.
    case connected(since: ContinuousClock.Instant)
    /// Between two attempts.
    case pausing
    /// Told to stop; what is under way comes to its end.
    case stopping
    /// At the end.
    case stopped
  }

  /// What happened.
  package enum Event: Equatable, Sendable {
    /// The owner runs.
    case begun
    /// The connection can be used.
    case opened
    /// There is no connection, or none any more, and why.
    case failed(AMQPError)
    /// The owner itself gave the connection up for a new one, and why.
    case renewed(AMQPError)
    /// The connection was closed because the owner was told to stop.
    case closed
    /// The pause is over.
    case pauseEnded
  }

  /// What to do next.
  package enum Action: Equatable, Sendable {
    /// Make the connection of this number; numbers begin with 1 and never come twice.
    case connect(number: UInt64)
    /// Serve the connection until it ends.
    case serve
    /// Wait so many seconds.
    case pause(seconds: Double)
    /// Nothing is left to do.
    case finish
  }

  /// What `stop` has to end.
  package enum Interruption: Equatable, Sendable {
    /// The connection that is served.
    case connection
    /// The pause between two attempts.
    case pause
    /// Nothing that could be ended: whatever is under way ends by itself.
    case none
  }

  package private(set) var state = State.idle
  private var number: UInt64 = 0
  private var course: FailureCourse

  /// A connection that holds for less is no better than one that does not come up: pauses go on growing.
  private static let settling = Duration.seconds(5)

  package init(limits: FailureLimits = FailureLimits()) {
    course = FailureCourse(limits: limits)
  }

  /// Whether the owner was told to stop.
  package var isStopping: Bool { state == .stopping || state == .stopped }

  /// Whether there is a connection to use.
  package var isConnected: Bool {
    if case .connected = state { true } else { false }
  }

  /// Notes what happened; what to do now.
  package mutating func handle(_ event: Event, at instant: ContinuousClock.Instant = .now) -> Action {
    guard !isStopping else { return finish(after: event) }
    switch event {
    case .begun, .pauseEnded: return connect()
    case .opened:
      state = .connected(since: instant)
      return .serve
    case .failed: return pause(at: instant)
    case .renewed: return connect()
    case .closed: return finish(after: event)
    }
  }

  /// Notes that the owner is told to stop; what that has to end now.
  package mutating func stop() -> Interruption {
    defer { if state != .stopped { state = .stopping } }
    return switch state {
    case .connected: .connection
    case .pausing: .pause
    case .idle, .connecting, .stopping, .stopped: .none
    }
  }

  private mutating func connect() -> Action {
    state = .connecting
    number += 1
    return .connect(number: number)
  }

  private mutating func pause(at instant: ContinuousClock.Instant) -> Action {
    if case .connected(let since) = state, since.duration(to: instant) > Self.settling { course.succeeded() }
    state = .pausing
    guard case .pause(let pause) = course.fate(of: .everybodys, size: 1) else { return .pause(seconds: 0) }
    return .pause(seconds: pause / .seconds(1))
  }

  /// A connection that came up while the owner was told to stop is served: it ends at once, and says goodbye.
  private mutating func finish(after event: Event) -> Action {
    if event == .opened { return .serve }
    state = .stopped
    return .finish
  }
}
