import AMQPClient
import Failures
import TestStack
import Testing

@Suite("Life of a connection")
final class ConnectionLifecycleTests {
  private var lifecycle = ConnectionLifecycle(limits: ConnectionLifecycleTests.limits)

  private static let limits = {
    var limits = FailureLimits()
    limits.firstWait = .milliseconds(500)
    limits.longestWait = .seconds(2)
    return limits
  }()

  private let start = ContinuousClock.now
  private let lost = ConnectionLifecycle.Event.failed(AMQPError(.connectionLost, "gone"))

  private func handle(_ event: ConnectionLifecycle.Event, after seconds: Int = 0) -> ConnectionLifecycle.Action {
    lifecycle.handle(event, at: start + .seconds(seconds))
  }

  private func pause(after event: ConnectionLifecycle.Event, at seconds: Int = 0) -> Double? {
    guard case .pause(let pause) = handle(event, after: seconds) else { return nil }
    return pause
  }

  private func stop() -> ConnectionLifecycle.Interruption { lifecycle.stop() }

  @Test("each attempt has a number of its own, and what fails is tried again after a pause")
  func attempts() throws {
    #expect(handle(.begun) == .connect(number: 1))
    for number in 2...20 {
      let seconds = try #require(pause(after: lost))
      #expect(seconds > 0 && seconds <= 2)
      #expect(lifecycle.state == .pausing && !lifecycle.isConnected)
      #expect(handle(.pauseEnded) == .connect(number: UInt64(number)))
    }
    #expect(handle(.opened) == .serve)
    #expect(lifecycle.isConnected)
  }

  @Test("pauses begin anew after a connection that held, and not after one that fell at once")
  func pauses() throws {
    _ = handle(.begun)
    for _ in 0..<5 {
      _ = handle(.opened, after: 0)
      _ = pause(after: lost, at: 1)
      _ = handle(.pauseEnded)
    }
    _ = handle(.opened, after: 0)
    #expect(try #require(pause(after: lost, at: 1)) >= 1)
    _ = handle(.pauseEnded)
    _ = handle(.opened, after: 0)
    #expect(try #require(pause(after: lost, at: 60)) <= 0.5)
  }

  @Test("a connection that its owner gives up for a new one is followed by it without a pause")
  func renewal() {
    _ = handle(.begun)
    _ = handle(.opened)
    #expect(handle(.renewed(AMQPError(.timeout, "no answer"))) == .connect(number: 2))
  }

  @Test("told to stop, it ends what can be ended, and makes no further attempt")
  func stopping() {
    #expect(stop() == .none)
    #expect(handle(.begun) == .finish)

    lifecycle = ConnectionLifecycle()
    _ = handle(.begun)
    #expect(stop() == .none)
    #expect(handle(lost) == .finish)
    #expect(lifecycle.state == .stopped)

    lifecycle = ConnectionLifecycle()
    _ = handle(.begun)
    _ = handle(.opened)
    #expect(stop() == .connection)
    #expect(stop() == .none)
    #expect(handle(.closed) == .finish)

    lifecycle = ConnectionLifecycle()
    _ = handle(.begun)
    _ = handle(lost)
    #expect(stop() == .pause)
    #expect(handle(.pauseEnded) == .finish)
  }

  @Test("a connection that came up while it was told to stop is closed in good order")
  func stoppedWhileConnecting() {
    _ = handle(.begun)
    #expect(stop() == .none)
    #expect(handle(.opened) == .serve)
    #expect(handle(.closed) == .finish)
    #expect(lifecycle.state == .stopped)
  }

  @Test("whatever happens in whatever order, once stopped nothing is begun, and numbers never come twice")
  func anyOrder() {
    var random = SeededGenerator(seed: 10)
    let events: [ConnectionLifecycle.Event] = [
      .begun, .opened, lost, .renewed(AMQPError(.timeout, "")), .closed, .pauseEnded,
    ]
    for _ in 0..<300 {
      lifecycle = ConnectionLifecycle()
      var numbers: [UInt64] = []
      let stopsAt = Int.random(in: 0..<30, using: &random)
      for step in 0..<40 {
        if step == stopsAt { _ = stop() }
        let action = handle(events.randomElement(using: &random)!, after: step)
        if case .connect(let number) = action {
          #expect(step < stopsAt)
          numbers.append(number)
        }
        if case .pause(let seconds) = action { #expect(seconds > 0) }
      }
      #expect(numbers == numbers.indices.map { UInt64($0 + 1) })
    }
  }
}
