import EventLoop
public import Logging
public import ServiceLifecycle
import Synchronization

/// Consumes one queue: takes what has arrived, in batches, and acknowledges what is done.
///
/// A consumer is one connection on a thread of its own, kept alive by `run()`. After a reconnect the broker delivers
/// again what was not acknowledged; acknowledgements for deliveries of the former connection are void and ignored.
public actor AMQPConsumer: Service {
  nonisolated let configuration: AMQPConfiguration
  nonisolated let loop: EventLoop
  nonisolated let socketGuard = SocketGuard()
  nonisolated let statusBox = StatusBox()
  nonisolated let logger: Logger
  nonisolated let inbound: DeliveryBuffer
  var lifecycle: ConnectionLifecycle
  var held = HeldConnection()

  /// The queue that is consumed.
  public nonisolated let queue: String
  private let prefetch: Int
  private let arguments: [String: AMQPFieldValue]
  private let exclusive: ExclusiveQueue?
  private var acknowledgements = DeliveryAcknowledgements()
  /// What is done and not told yet; beside the actor, so that whoever is done with a delivery wakes nobody to say so.
  private nonisolated let gathered: Mutex<GatheredAcknowledgements>

  /// A consumer of a queue that may hold up to `prefetch` unacknowledged deliveries, 1 to 65535.
  ///
  /// `arguments` go into `basic.consume`, such as `x-stream-offset` for a stream.
  public init(
    configuration: AMQPConfiguration,
    queue: String,
    prefetch: Int,
    arguments: [String: AMQPFieldValue] = [:],
    logger: Logger
  ) {
    self.init(
      configuration: configuration, queue: queue, exclusive: nil, prefetch: prefetch, arguments: arguments,
      logger: logger)
  }

  /// A consumer of a queue of its own, which is declared anew with each connection.
  ///
  /// What reached the queue of a former connection and was not taken is gone with it.
  public init(configuration: AMQPConfiguration, exclusive: ExclusiveQueue, prefetch: Int, logger: Logger) {
    self.init(
      configuration: configuration, queue: exclusive.name, exclusive: exclusive, prefetch: prefetch, arguments: [:],
      logger: logger)
  }

  private init(
    configuration: AMQPConfiguration, queue: String, exclusive: ExclusiveQueue?, prefetch: Int,
    arguments: [String: AMQPFieldValue], logger: Logger
  ) {
    self.configuration = configuration
    self.lifecycle = ConnectionLifecycle(limits: configuration.pauses)
    self.queue = queue
    self.exclusive = exclusive
    self.prefetch = min(max(prefetch, 1), Int(UInt16.max))
    self.arguments = arguments
    self.inbound = DeliveryBuffer(limit: configuration.prefetchBytes)
    self.gathered = Mutex(
      GatheredAcknowledgements(delay: configuration.acknowledgementDelay, enough: self.prefetch / 4))
    var logger = logger
    logger[metadataKey: "queue"] = "\(queue)"
    self.logger = logger
    self.loop = EventLoop(name: "amqp-consume")
  }

  deinit {
    loop.stop()
  }

  /// The actor's thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// The actor's thread, for tasks that mostly wait for it: between them and the actor no other has to wake.
  ///
  /// What they do there must be short: meanwhile the connection is not served.
  package nonisolated var taskExecutor: any TaskExecutor { loop.taskExecutor }

  /// How the connection is doing.
  public nonisolated var status: ConnectionStatus { statusBox.status }

  /// How many connections were made so far, for metrics.
  package nonisolated var connections: Int { statusBox.connections }

  /// Waits until the queue is consumed; false when the consumer was shut down or the caller was cancelled.
  public nonisolated func ready() async -> Bool {
    await statusBox.ready()
  }

  /// Waits until the queue is consumed, or until an attempt to get there has failed, and says which.
  ///
  /// For whoever would rather give up than wait until it works; `run()` goes on trying all the same.
  public nonisolated func attempted() async -> ConnectionStatus {
    await statusBox.attempted()
  }

  /// Waits until the queue cannot be consumed: the connection is lost or blocked, or there was none; returns also when cancelled.
  package nonisolated func lost() async {
    await statusBox.lost()
  }

  /// Keeps the connection until `shutDown()` or cancellation.
  public func run() async {
    await keepConnected()
    inbound.finish()
  }

  /// Hands out no more deliveries; acknowledging goes on until `shutDown()`.
  public nonisolated func finish() {
    inbound.finish()
  }

  /// Closes the connection for good; the broker delivers to others what was not acknowledged.
  public func shutDown() {
    inbound.finish()
    stop()
  }

  /// What has arrived, at most `limit` deliveries in the queue's order; waits for the first one only.
  ///
  /// Beyond the first, no more than `bytes` of bodies come at once. Nil after `finish()`, `shutDown()` or cancellation.
  /// One caller at a time.
  public nonisolated func nextBatch(limit: Int, bytes: Int = .max) async -> [Delivery]? {
    guard let taken = await inbound.next(DeliveryBuffer.Portion(count: limit, bytes: bytes)) else { return nil }
    if taken.madeRoom { Task { await self.setReadingPaused(false) } }
    return taken.deliveries
  }

  /// Tells the broker that these deliveries are done: at once, or together with others where the configuration says so.
  public nonisolated func acknowledge(_ tags: [Delivery.Tag]) async {
    switch gathered.withLock({ $0.add(tags, at: .now) }) {
    case .withOthers: break
    case .by(let due): await wake(by: due)
    case .now: await tellGathered()
    }
  }

  private func wake(by due: ContinuousClock.Instant) {
    loop.wake(by: due)
  }

  /// Tells the broker of all that is done; of a former connection's deliveries it knows nothing any more.
  private func tellGathered() {
    let tags = gathered.withLock { $0.take() }
    guard let connection = held.connection else { return }
    let numbers = tags.filter { $0.connection == connection.number }.map(\.number)
    do {
      try connection.acknowledge(acknowledgements.done(numbers))
    } catch {
      fail(error)
    }
  }

  /// Refuses deliveries, so that the broker does with them what the queue's policy says of dead letters: body and
  /// properties are kept there as they were, also where they could not be read here.
  public func reject(_ tags: [Delivery.Tag]) {
    reject(tags, requeue: false)
  }

  /// Gives deliveries back to their queue, which hands them out again, here or elsewhere.
  package func giveBack(_ tags: [Delivery.Tag]) {
    reject(tags, requeue: true)
  }

  private func reject(_ tags: [Delivery.Tag], requeue: Bool) {
    guard let connection = held.connection else { return }
    let numbers = tags.filter { $0.connection == connection.number }.map(\.number)
    do {
      try connection.reject(numbers.filter { acknowledgements.rejected($0) }, requeue: requeue)
    } catch {
      fail(error)
    }
  }

  /// Bytes that wait for whoever takes them.
  package nonisolated var buffered: Int { inbound.bytes }

  func opened(_ connection: BrokerConnection) throws(AMQPError) {
    acknowledgements = DeliveryAcknowledgements()
    inbound.discard()
    if let exclusive { try connection.declare(exclusive) }
    try connection.consume(queue: queue, prefetch: prefetch, arguments: arguments)
  }

  func received(_ events: [BrokerConnection.Event]) {
    var deliveries: [Delivery] = []
    for case .delivery(let delivery) in events {
      acknowledgements.delivered(delivery.tag.number)
      deliveries.append(delivery)
    }
    guard !deliveries.isEmpty, inbound.append(deliveries) else { return }
    setReadingPaused(true)
  }

  /// Leaves what arrives in the socket, or takes it again; heartbeats are sent either way.
  private func setReadingPaused(_ isPaused: Bool) {
    guard let connection = usableConnection, connection.isReadingPaused != isPaused else { return }
    connection.isReadingPaused = isPaused
    watch(connection)
    if !isPaused { wake() }
  }

  func inspect(at now: ContinuousClock.Instant) {
    if gathered.withLock({ $0.isDue(at: now) }) { tellGathered() }
  }

  nonisolated var inspectionInterval: Int { .max }

  func lost(_ error: AMQPError) {
    inbound.discard()
    if error.code == .shutDown { return tellGathered() }
    // Void: the broker delivers them again.
    _ = gathered.withLock { $0.take() }
  }
}

extension AMQPConsumer: ConnectionOwner {}
