import AMQPClient
import FoundationEssentials
import Logging
import MessageHandling
import Messages
import Observability
import PostgreSQLClient
import Topology

/// The long-lived parts of one running service.
struct RuntimeParts: Sendable {
  let definition: ServiceDefinition
  let settings: RuntimeSettings
  let logger: Logger
  let pool: PostgreSQLPool
  let database: DatabaseGate
  let publisher: AMQPPublisher
  /// For replies alone: where they go is their callers' word.
  let answerer: AMQPPublisher
  let relay: OutboxRelay
  let lanes: [Lane]
  let loops: [ScheduledLoop]

  init(definition: ServiceDefinition, settings: RuntimeSettings, logger: Logger) {
    self.definition = definition
    self.settings = settings
    self.logger = logger
    let pool = PostgreSQLPool(
      settings.database, limit: settings.databaseConnections, logger: logger)
    let database = DatabaseGate(pool: pool, logger: logger)
    let publisher = AMQPPublisher(configuration: settings.broker, logger: logger)
    let answerer = AMQPPublisher(configuration: settings.broker, logger: logger)
    let owedRows = OwedRows()
    let schema = definition.schema
    let statements = OutboxStatements(schema: schema)
    let transactions = OutboxTransactions(
      pool: pool, statements: statements, owedRows: owedRows,
      arrange: EventFolding(limit: settings.eventsPerMessage).fold)
    let outbox = OutboxPublisher(publisher: publisher, owedRows: owedRows, logger: logger)
    let origin = MessageOrigin(service: definition.name)
    let signals = definition.scheduled.map { _ in Signal() }
    let loops = zip(definition.scheduled, signals).map { work, signal in
      ScheduledLoop(
        work: work, origin: origin, transactions: transactions, publisher: outbox, database: database,
        signal: signal, others: signals.filter { $0 !== signal }, logger: logger)
    }
    self.pool = pool
    self.database = database
    self.publisher = publisher
    self.answerer = answerer
    self.loops = loops
    self.relay = OutboxRelay(
      configuration: settings.database, transactions: transactions, broker: publisher, logger: logger)
    self.lanes = Topology.queues(of: definition.name).map { queue in
      let kind = MessageKind(queue: queue)
      let handlings = definition.handlers.filter { $0.kind == kind }
      return Lane(
        consumer: AMQPConsumer(
          configuration: settings.broker, queue: queue.name,
          // A message of events may hold a hundred of them.
          prefetch: kind == .event ? max(1, settings.prefetch / 8) : settings.prefetch, logger: logger),
        processor: BatchProcessor(
          kind: kind,
          queue: queue.name,
          reader: BatchReader(
            kind: kind, coder: origin.coder,
            handlings: Dictionary(uniqueKeysWithValues: handlings.map { ($0.type.description, $0) })),
          origin: origin,
          deadLetters: DeadLetterFactory(service: definition.name),
          inbox: InboxStatements(schema: schema),
          transactions: transactions,
          received: definition.keepsReceivedWithout.map { ReceivedStatements(schema: schema, without: $0) }
        ),
        publisher: outbox,
        answers: ReplyPublisher(publisher: answerer, logger: logger),
        database: database,
        limits: settings.limits,
        logger: logger,
        onWorkDue: { signals.forEach { $0.set() } }
      )
    }
  }

  /// Waits until the database answers and its schema is the one this program was built for; nil when told to stop.
  ///
  /// The session that is returned holds the lock that says that this process lives.
  func waitForSchema(until stop: Signal) async -> PostgreSQLConnection? {
    var backoff = ReconnectBackoff(base: 0.1, maximum: 5)
    while !stop.isClosed {
      let seconds = backoff.next()
      do {
        let pending = try await pool.withConnection { try await definition.pendingMigrations(on: $0) }
        if pending.isEmpty { return try await relay.takeLock() }
        logger.warning(
          "the schema is not migrated yet; waiting for 'migrate' to run",
          metadata: ["schema": "\(definition.name.rawValue)", "pending": "\(pending.map(\.number))"])
      } catch {
        logger.error(
          "the database cannot be used yet; trying again",
          metadata: [
            LogKey.error: "\(error)", "address": "\(settings.database.target)",
            "retry_in_ms": "\(Int(seconds * 1000))",
          ])
      }
      await stop.wait(seconds: seconds)
    }
    return nil
  }

  /// Runs everything until `beginDrain` has been called and all is drained.
  func run(holding session: PostgreSQLConnection) async {
    await withTaskGroup(of: Void.self) { connections in
      connections.addTask { await publisher.run() }
      connections.addTask { await answerer.run() }
      for lane in lanes { connections.addTask { await lane.consumer.run() } }
      await withTaskGroup(of: Void.self) { background in
        background.addTask { await relay.run(holding: session) }
        background.addTask { await MemoryTrimming.runRepeatedly() }
        await withTaskGroup(of: Void.self) { work in
          for lane in lanes { work.addTask { await lane.run() } }
          for loop in loops { work.addTask { await loop.run() } }
        }
        background.cancelAll()
      }
      do {
        try await relay.deleteConfirmed()
      } catch {
        logger.warning(
          "confirmed outbox rows stay behind; they will be published once more", metadata: [LogKey.error: "\(error)"])
      }
      for lane in lanes { await lane.consumer.shutDown() }
      await answerer.shutDown()
      await publisher.shutDown()
    }
  }

  /// Lets everything that runs come to its end.
  func beginDrain() {
    database.close()
    for lane in lanes { lane.consumer.finish() }
    for loop in loops { loop.signal.close() }
  }
}
