import EventLoop

/// A connection for declaring queues and bindings, and for asking about them: for whoever tests or measures.
///
/// Services declare nothing.
/// Any refused declaration closes the channel (AMQP 0-9-1): after an error, open a new session.
package actor AMQPTopologySession {
  private nonisolated let loop: EventLoop
  private var connection: BrokerConnection?

  /// The actor's thread.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private init() {
    self.loop = EventLoop(name: "amqp-topology")
  }

  /// Connects, runs the body, and closes the connection whatever comes of it.
  package static func with<Result: Sendable>(
    _ configuration: AMQPConfiguration,
    _ body: @Sendable (AMQPTopologySession) async throws -> Result
  ) async throws -> Result {
    let session = AMQPTopologySession()
    do {
      try await session.open(configuration)
      let result = try await body(session)
      await session.close()
      return result
    } catch {
      await session.close()
      throw error
    }
  }

  private func open(_ configuration: AMQPConfiguration) throws(AMQPError) {
    connection = try BrokerConnection.connect(configuration, number: 1, socketGuard: SocketGuard())
  }

  private func close() {
    connection?.close()
    connection = nil
    loop.stop()
  }

  /// Declares a durable queue, such as a quorum queue by the argument `x-queue-type`.
  package func declareQueue(_ name: String, arguments: [String: AMQPFieldValue] = [:]) throws(AMQPError) {
    _ = try open().declareQueue(name, passive: false, arguments: arguments)
  }

  /// The number of messages ready in a queue; throws reply code 404 when there is no such queue.
  package func messageCount(of queue: String) throws(AMQPError) -> Int {
    try open().declareQueue(queue, passive: true, arguments: [:])
  }

  /// Binds a queue to an exchange.
  package func bind(queue: String, to exchange: String, routingKey: String) throws(AMQPError) {
    try open().bind(queue: queue, to: exchange, routingKey: routingKey)
  }

  /// Deletes a queue with what is in it.
  package func deleteQueue(_ name: String) throws(AMQPError) {
    try open().deleteQueue(name)
  }

  private func open() throws(AMQPError) -> BrokerConnection {
    guard let connection else { throw AMQPError(.notConnected, "the session is closed") }
    return connection
  }
}
