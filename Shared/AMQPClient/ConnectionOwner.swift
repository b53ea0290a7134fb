import EventLoop
import Logging

/// What the owner of a connection keeps about it.
struct ConnectionLifecycle {
  var connection: BrokerConnection?
  var isStopping = false
  var connectionNumber: UInt64 = 0
  var ended: CheckedContinuation<AMQPError?, Never>?
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

  /// Prepares a new connection for use.
  func opened(_ connection: BrokerConnection) throws(AMQPError)
  /// Handles what the broker sent in one round.
  func received(_ events: [BrokerConnection.Event])
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
    var backoff = ReconnectBackoff()
    while !lifecycle.isStopping {
      let began = ContinuousClock.now
      let error = await connectOnce()
      if lifecycle.isStopping { return }
      // One that comes up only to fall again is no better than one that does not come up.
      if began.duration(to: .now) > .seconds(10) { backoff.reset() }
      let seconds = backoff.next()
      statusBox.set(.disconnected(error))
      logger.error(
        "broker connection failed; trying again",
        metadata: [
          "error": "\(error.map(String.init(describing:)) ?? "ended")", "address": "\(configuration.address)",
          "retry_in_ms": "\(Int(seconds * 1000))",
        ])
      await pause(seconds: seconds)
    }
  }

  private func connectOnce() async -> AMQPError? {
    do throws(AMQPError) {
      try connect()
    } catch {
      return error
    }
    watch(lifecycle.connection)
    statusBox.set(.connected)
    logger.info("connected to the broker", metadata: ["address": "\(configuration.address)"])
    return await endOfConnection()
  }

  private func connect() throws(AMQPError) {
    lifecycle.connectionNumber += 1
    let connection = try BrokerConnection(
      configuration, number: lifecycle.connectionNumber, socketGuard: socketGuard)
    do throws(AMQPError) {
      try opened(connection)
    } catch {
      connection.close()
      throw error
    }
    lifecycle.connection = connection
  }

  private func endOfConnection() async -> AMQPError? {
    let error = await withCheckedContinuation { continuation in
      lifecycle.ended = continuation
      // What arrived while the connection was being prepared lies in librabbitmq's buffer: no `poll` will tell of it.
      wake()
    }
    watch(nil)
    lifecycle.connection?.close()
    lifecycle.connection = nil
    lost(error ?? AMQPError(.shutDown, "the client was told to stop"))
    return error
  }

  /// Lets the loop wait for the socket between jobs, and tick often enough for the heartbeats.
  private func watch(_ connection: BrokerConnection?) {
    guard let connection else { return loop.setWatch(nil) }
    let heartbeat = connection.heartbeatSeconds > 0 ? connection.heartbeatSeconds : 30
    loop.setWatch(
      EventLoop.Watch(descriptor: connection.descriptor, timeoutMilliseconds: Int32(heartbeat * 1000 / 3)) {
        [weak self] in
        self?.assumeIsolated { $0.wake() }
      })
  }

  /// Takes what has arrived, and serves the heartbeats.
  func wake() {
    guard let connection = lifecycle.connection, lifecycle.ended != nil else { return }
    socketGuard.begin()
    defer { socketGuard.end() }
    do {
      try receive(over: connection)
    } catch {
      fail(error)
    }
  }

  /// Takes what has arrived; what came before an error counts.
  func receive(over connection: BrokerConnection) throws(AMQPError) {
    var events: [BrokerConnection.Event] = []
    defer { received(events) }
    try connection.receive { events.append($0) }
  }

  /// Ends the connection because of an error; the next attempt follows.
  func fail(_ error: AMQPError) {
    lifecycle.ended?.resume(returning: error)
    lifecycle.ended = nil
  }

  /// Ends the connection for good.
  func stop() {
    lifecycle.isStopping = true
    lifecycle.pause?.cancel()
    lifecycle.ended?.resume(returning: nil)
    lifecycle.ended = nil
  }

  private func pause(seconds: Double) async {
    guard !lifecycle.isStopping else { return }
    let pause = Task { _ = try? await Task.sleep(for: .seconds(seconds)) }
    lifecycle.pause = pause
    await pause.value
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
