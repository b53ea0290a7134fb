import EventLoop
import Logging

/// The connection that an owner has at the moment, and what waits for its end or for the next attempt.
struct HeldConnection {
  var connection: BrokerConnection?
  var ended: CheckedContinuation<ConnectionLifecycle.Event, Never>?
  var pause: Task<Void, Never>?
}

/// An actor that owns one connection on a thread of its own, and connects again whenever it is lost.
protocol ConnectionOwner: Actor {
  nonisolated var configuration: AMQPConfiguration { get }
  nonisolated var loop: EventLoop { get }
  nonisolated var socketGuard: SocketGuard { get }
  nonisolated var statusBox: StatusBox { get }
  nonisolated var logger: Logger { get }
  var lifecycle: ConnectionLifecycle { get set }
  var held: HeldConnection { get set }

  /// Prepares a new connection for use.
  func opened(_ connection: BrokerConnection) throws(AMQPError)
  /// Handles what the broker sent in one round.
  func received(_ events: [BrokerConnection.Event])
  /// Looks, every now and then and after each round, whether the connection still does what it is for.
  func inspect(at now: ContinuousClock.Instant) throws(AMQPError)
  /// Milliseconds between two looks at most.
  nonisolated var inspectionInterval: Int { get }
  /// Gives up what hung on a connection that is gone.
  func lost(_ error: AMQPError)
}

extension ConnectionOwner {
  /// Keeps the connection until `stop` or cancellation.
  func keepConnected() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [socketGuard, configuration, logger] in
        await watchForStuckWrites(socketGuard, configuration: configuration, logger: logger)
      }
      await withTaskCancellationHandler {
        await connectRepeatedly()
      } onCancel: {
        Task { await self.stop() }
      }
      group.cancelAll()
    }
    statusBox.set(.stopped)
    loop.stop()
  }

  private func connectRepeatedly() async {
    var event = ConnectionLifecycle.Event.begun
    while true {
      switch lifecycle.handle(event) {
      case .connect(let number): event = connect(number)
      case .serve: event = await serve()
      case .pause(let seconds):
        tell(of: event, nextAttemptIn: seconds)
        await pause(seconds: seconds)
        event = .pauseEnded
      case .finish: return
      }
    }
  }

  private func connect(_ number: UInt64) -> ConnectionLifecycle.Event {
    do throws(AMQPError) {
      let connection = try BrokerConnection.connect(
        try configuration.current(), number: number, socketGuard: socketGuard)
      do throws(AMQPError) {
        try opened(connection)
      } catch {
        connection.close()
        throw error
      }
      held.connection = connection
      return .opened
    } catch {
      return .failed(error)
    }
  }

  private func serve() async -> ConnectionLifecycle.Event {
    watch(held.connection)
    if !lifecycle.isStopping {
      statusBox.set(.connected)
      logger.info("connected to the broker", metadata: ["address": "\(configuration.address)"])
    }
    let event = await endOfConnection()
    watch(nil)
    // Before the goodbye, which may take a while.
    switch event {
    case .failed(let error), .renewed(let error): lost(error)
    default: lost(AMQPError(.shutDown, "the client was told to stop"))
    }
    held.connection?.close()
    held.connection = nil
    return event
  }

  private func endOfConnection() async -> ConnectionLifecycle.Event {
    await withCheckedContinuation { continuation in
      guard !lifecycle.isStopping else { return continuation.resume(returning: .closed) }
      held.ended = continuation
      // What arrived while the connection was being prepared lies in librabbitmq's buffer: no `poll` will tell of it.
      wake()
    }
  }

  private func tell(of event: ConnectionLifecycle.Event, nextAttemptIn seconds: Double) {
    guard case .failed(let error) = event else { return }
    statusBox.set(.disconnected(error))
    logger.error(
      "broker connection failed; trying again",
      metadata: [
        "error": "\(error)", "address": "\(configuration.address)", "retry_in_ms": "\(Int(seconds * 1000))",
      ])
  }

  /// Lets the loop wait for the socket between jobs, and tick often enough for the heartbeats.
  func watch(_ connection: BrokerConnection?) {
    guard let connection else { return loop.setWatch(nil) }
    let heartbeat = connection.heartbeatSeconds > 0 ? connection.heartbeatSeconds : 30
    loop.setWatch(
      EventLoop.Watch(
        descriptor: connection.isReadingPaused ? -1 : connection.descriptor,
        timeoutMilliseconds: Int32(min(heartbeat * 1000 / 3, inspectionInterval))
      ) {
        [weak self] in
        self?.assumeIsolated { $0.wake() }
      })
  }

  /// The connection, unless it is about to end.
  var usableConnection: BrokerConnection? { held.ended == nil ? nil : held.connection }

  /// Takes what has arrived, and serves the heartbeats.
  func wake() {
    guard let connection = usableConnection else { return }
    do {
      if try receive(over: connection) { Task { self.wake() } }
      let now = ContinuousClock.now
      try connection.keepAlive(at: now)
      try inspect(at: now)
    } catch {
      fail(error)
    }
  }

  /// Takes what has arrived; what came before an error counts.
  ///
  /// True when there is more, of which nothing will tell.
  func receive(over connection: BrokerConnection) throws(AMQPError) -> Bool {
    var events: [BrokerConnection.Event] = []
    defer { received(events) }
    return try connection.receive { events.append($0) }
  }

  /// Ends the connection because of an error; the next attempt follows after a pause, unless a new one will do better.
  func fail(_ error: AMQPError) {
    if error.isRenewal {
      logger.warning("the connection to the broker is made anew", metadata: ["reason": "\(error.detail)"])
      statusBox.set(.disconnected(error))
    }
    end(error.isRenewal ? .renewed(error) : .failed(error))
  }

  private func end(_ event: ConnectionLifecycle.Event) {
    held.ended?.resume(returning: event)
    held.ended = nil
  }

  /// Ends everything, as soon as what is under way is over.
  func stop() {
    switch lifecycle.stop() {
    case .connection: end(.closed)
    case .pause: held.pause?.cancel()
    case .none: break
    }
  }

  private func pause(seconds: Double) async {
    // No child of the caller: one that was cancelled must not make this a busy loop.
    let pause = Task { _ = try? await Task.sleep(for: .seconds(seconds)) }
    held.pause = pause
    await pause.value
    held.pause = nil
  }
}

/// Shuts the socket down under a thread that is stuck in it, so that the connection fails and is made anew.
private func watchForStuckWrites(
  _ socketGuard: SocketGuard, configuration: AMQPConfiguration, logger: Logger
) async {
  let limit = Duration.seconds(configuration.writeTimeoutSeconds)
  while (try? await Task.sleep(for: limit / 4)) != nil {
    if socketGuard.shutDown(ifStuckFor: limit) {
      logger.error(
        "the broker took no data for too long; connection shut down",
        metadata: ["limit_seconds": "\(configuration.writeTimeoutSeconds)"])
    }
  }
}
