import AMQPClient
import FoundationEssentials
import Logging
import Messages
import Observability
public import PostgreSQLClient
import ServiceLifecycle
public import Topology

/// Runs a service: waits for its database and its schema, then consumes, decides and publishes until told to stop.
///
/// Graceful shutdown drains: no more batches are taken, what was taken is finished, what is owed is published and
/// confirmed, and only then the connections close.
struct RuntimeService: Service, CustomStringConvertible {
  let definition: ServiceDefinition
  let settings: RuntimeSettings
  let health: HealthState
  let logger: Logger

  /// The service's name: the lifecycle logs the description of what it runs.
  var description: String { definition.name.rawValue }

  func run() async throws {
    let parts = RuntimeParts(definition: definition, settings: settings, logger: logger)
    let stop = Signal()
    await withGracefulShutdownHandler {
      health.enter("waiting for the database")
      if let session = await parts.waitForSchema(until: stop) {
        health.observe(
          consumers: parts.lanes.map(\.consumer),
          publishers: ["publisher": parts.publisher, "replies": parts.answerer],
          database: parts.database
        )
        await parts.run(holding: session)
      }
    } onGracefulShutdown: {
      logger.info("stopping: finishing what was taken")
      stop.close()
      health.enter("stopping")
      parts.beginDrain()
    }
    await parts.pool.close()
    logger.info("stopped")
  }
}

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
    let ledger = OutboxLedger()
    let schema = definition.schema
    let statements = OutboxStatements(schema: schema)
    let transactions = OutboxTransactions(
      pool: pool, statements: statements, ledger: ledger, folding: EventFolding(limit: settings.eventsPerMessage))
    let outbox = OutboxPublisher(publisher: publisher, ledger: ledger, logger: logger)
    let factory = MessageFactory(service: definition.name)
    let signals = definition.scheduled.map { _ in Signal() }
    let loops = zip(definition.scheduled, signals).map { work, signal in
      ScheduledLoop(
        work: work, factory: factory, transactions: transactions, publisher: outbox, database: database,
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
            kind: kind, coder: factory.coder,
            handlings: Dictionary(uniqueKeysWithValues: handlings.map { ($0.type.description, $0) })),
          factory: factory,
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
        await withTaskGroup(of: Void.self) { work in
          for lane in lanes { work.addTask { await lane.run() } }
          for loop in loops { work.addTask { await loop.run() } }
        }
        background.cancelAll()
      }
      do {
        try await relay.settlePublished()
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

extension ServiceDefinition {
  /// The service's schema.
  var schema: SQLIdentifier { name.schema }

  /// The runtime's migrations and the service's own, each with a history of its own: either can grow without the other.
  private func migrators() throws(MigrationError) -> [Migrator] {
    [
      try Migrator(schema: schema, migrations: RuntimeMigrations.all, historyTable: "runtime_migrations"),
      try Migrator(schema: schema, migrations: migrations),
    ]
  }

  /// What the database still lacks.
  func pendingMigrations(on connection: PostgreSQLConnection) async throws(MigrationError) -> [Migration] {
    var pending: [Migration] = []
    for migrator in try migrators() { pending += try await migrator.pending(on: connection) }
    return pending
  }

  /// Applies what the database lacks; says what that was.
  public func migrate(on connection: PostgreSQLConnection) async throws(MigrationError) -> [Migration] {
    var applied: [Migration] = []
    for migrator in try migrators() { applied += try await migrator.apply(on: connection) }
    return applied
  }
}

extension ServiceName {
  /// The schema that the service owns.
  public var schema: SQLIdentifier {
    switch self {
    case .members: "members"
    case .offers: "offers"
    case .recommendations: "recommendations"
    case .qualification: "qualification"
    case .rewards: "rewards"
    case .notifications: "notifications"
    }
  }
}

extension MessageKind {
  /// What a queue carries, by the exchange it is bound to.
  init(queue: QueueDeclaration) {
    switch queue.bindings.first?.exchange {
    case .commands: self = .command
    case .integration: self = .report
    default: self = .event
    }
  }
}
