import AMQPClient
import Failures
import FoundationEssentials
import Logging
import MessageHandling
import Messages
import Observability
import PostgreSQLClient
import Topology
import Traces

/// The long-lived parts of one running service.
struct RuntimeParts: Sendable {
  let definition: ServiceDefinition
  let settings: RuntimeSettings
  let logger: Logger
  let pool: PostgreSQLPool
  let probe: HealthProbe
  /// Says that the service stops.
  let stop: StopSignal
  let publisher: AMQPPublisher
  /// For replies alone: where they go is their callers' word.
  let answers: ReplyPublisher
  let owedRows: OwedRows
  let relay: OutboxRelay
  let lanes: [Lane]
  let loops: [ScheduledLoop]
  /// What lives as long as the service runs, its doors among it.
  let residents: [any Resident]
  private let surroundings: Surroundings
  let figures: FigureReading
  let certificates: CertificateReading
  /// Sends spans away, where somebody wants them.
  let exporter: SpanExporter?

  init(definition: ServiceDefinition, settings: RuntimeSettings, logger: Logger) {
    self.definition = definition
    self.settings = settings
    self.logger = logger
    let pool = PostgreSQLPool(
      settings.database, limit: settings.databaseConnections, logger: logger)
    let publisher = AMQPPublisher(configuration: settings.broker, logger: logger)
    let failures = settings.limits.failures
    let stop = StopSignal()
    let answers = ReplyPublisher(
      queues: AMQPPublisher(configuration: settings.replies, logger: logger),
      untried: AMQPPublisher(configuration: settings.brokerForUntriedReplies, logger: logger), limits: failures,
      logger: logger)
    let owedRows = OwedRows()
    let schema = definition.schema
    let statements = OutboxStatements(schema: schema)
    let transactions = OutboxTransactions(
      pool: pool, statements: statements, owedRows: owedRows, events: EventCounters(of: definition.name),
      arrange: EventFolding(limit: settings.eventsPerMessage).fold)
    let outbox = OutboxPublisher(publisher: publisher, owedRows: owedRows, limits: failures, logger: logger)
    let origin = MessageOrigin(
      service: definition.name, sampler: settings.traces?.sampler, senders: settings.senders,
      believesUnvouchedEvents: settings.believesUnvouchedEvents)
    let exporter = settings.traces.map { SpanExporter($0, logger: logger) }
    let tracer = exporter.map { MessageTracer(tracer: $0.tracer) }
    self.exporter = exporter
    let signals = definition.scheduled.map { _ in Signal() }
    let loops = zip(definition.scheduled, signals).map { work, signal in
      ScheduledLoop(
        work: work, origin: origin, transactions: transactions, publisher: outbox, limits: failures, signal: signal,
        others: signals.filter { $0 !== signal }, drainTime: settings.drainTime, logger: logger, tracer: tracer)
    }
    self.residents = definition.doors + definition.residents
    self.surroundings = Surroundings(pool: pool, logger: logger) { signals.forEach { $0.set() } }
    self.pool = pool
    self.probe = HealthProbe(settings.database, deadline: .milliseconds(1500), logger: logger)
    self.owedRows = owedRows
    self.stop = stop
    self.publisher = publisher
    self.answers = answers
    // Not woken by what is handled: it looks at what is weeks old.
    let retention = ScheduledLoop(
      work: Retention(schema: schema, period: settings.retention, others: definition.forgetting), origin: origin,
      transactions: transactions,
      publisher: outbox, limits: failures, signal: Signal(), others: [], drainTime: .zero, logger: logger)
    self.loops = loops + [retention]
    self.certificates = CertificateReading(settings, of: definition)
    self.figures = FigureReading(figures: definition.figures, pool: pool, logger: logger)
    self.relay = OutboxRelay(
      configuration: settings.database, transactions: transactions, broker: publisher, limits: failures,
      logger: logger)
    self.lanes = Topology.queues(of: definition.name).map { queue in
      let kind = MessageKind(queue: queue)
      let handlings = definition.handlers.filter { $0.kind == kind }
      var limits = settings.limits
      if kind == .event { limits.rest = definition.eventRest }
      return Lane(
        consumer: AMQPConsumer(
          configuration: settings.broker(for: kind), queue: queue.name, prefetch: settings.prefetch(for: kind),
          logger: logger),
        processor: BatchProcessor(
          kind: kind,
          queue: queue.name,
          reader: BatchReader(kind: kind, origin: origin, handlings: handlings),
          origin: origin,
          deadLetters: DeadLetterFactory(service: definition.name),
          inbox: InboxStatements(schema: schema, seal: definition.replySeal),
          corrections: CorrectionStatements(schema: schema),
          transactions: transactions,
          suspects: Suspects(pool: pool, schema: schema),
          received: definition.keepsReceivedWithout.map { ReceivedStatements(schema: schema, without: $0) },
          timeZone: definition.timeZone,
          unknownTypeReturns: settings.limits.unknownTypeWait > .zero ? 10 : 0
        ),
        publisher: outbox,
        answers: answers,
        limits: limits,
        stop: stop,
        logger: logger,
        tracer: tracer,
        onWorkDue: { signals.forEach { $0.set() } }
      )
    }
  }

  /// Waits until the database answers and its schema is the one this program was built for; nil when told to stop.
  ///
  /// The session that is returned holds the lock that says that this process lives.
  func waitForSchema() async -> PostgreSQLConnection? {
    var course = FailureCourse(limits: settings.limits.failures)
    while !stop.isSet, !Task.isCancelled {
      do {
        let pending = try await pool.withConnection { try await definition.pendingMigrations(on: $0) }
        if pending.isEmpty { return try await relay.takeLock() }
        logger.warning(
          "the schema is not migrated yet; waiting for 'migrate' to run",
          metadata: ["schema": "\(definition.name.rawValue)", "pending": "\(pending.map(\.number))"])
      } catch {
        logger.error(
          "the database cannot be used yet; trying again",
          metadata: [LogKey.error: "\(error)", "address": "\(settings.database.target)"])
      }
      guard case .pause(let pause) = course.fate(of: .everybodys, size: 1), await stop.sleep(for: pause) else {
        return nil
      }
    }
    return nil
  }

  /// Runs everything until `beginDrain` has been called and all is drained.
  func run(holding session: PostgreSQLConnection) async {
    await withTaskGroup(of: Void.self) { connections in
      connections.addTask { await publisher.run() }
      connections.addTask { await answers.queues.run() }
      connections.addTask { await answers.untried.run() }
      for lane in lanes { connections.addTask { await lane.consumer.run() } }
      if let exporter { connections.addTask { await exporter.run() } }
      await withTaskGroup(of: Void.self) { background in
        background.addTask { await relay.run(holding: session) }
        background.addTask { await MemoryTrimming.runRepeatedly() }
        background.addTask { await figures.runRepeatedly() }
        background.addTask { await certificates.runRepeatedly() }
        await withTaskGroup(of: Void.self) { work in
          for lane in lanes { work.addTask { await lane.run() } }
          for loop in loops { work.addTask { await loop.run() } }
          for resident in residents { work.addTask { await resident.run(in: surroundings) } }
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
      await answers.queues.shutDown()
      await answers.untried.shutDown()
      await publisher.shutDown()
      exporter?.finish()
    }
  }

  /// What health checks look at.
  var observed: HealthState.Observed {
    HealthState.Observed(
      consumers: lanes.map(\.consumer),
      publishers: ["publisher": publisher, "replies": answers.queues, "untried replies": answers.untried],
      lanes: lanes.map(\.state), owedRows: owedRows, database: probe, residents: residents)
  }

  /// What metrics say at this moment of what is not counted along the way.
  @Sendable func observe() -> [Observation] {
    let publishers = [("publisher", publisher), ("replies", answers.queues), ("untried-replies", answers.untried)]
    let broker =
      publishers.map { ($0.0, $0.1.status, $0.1.connections) }
      + lanes.map { ($0.consumer.queue, $0.consumer.status, $0.consumer.connections) }
    let database = pool.counts
    return lanes.flatMap(\.observations)
      + broker.flatMap { name, status, connections in
        [
          Observation(MetricName.brokerReady, labels: [("connection", name)], status.isReady ? 1 : 0),
          Observation(
            MetricName.brokerConnections, labels: [("connection", name)], Double(connections), kind: .counter),
        ]
      }
      + [
        Observation(MetricName.confirmOldest, (owedRows.oldestAge ?? .zero) / .seconds(1)),
        Observation(MetricName.databaseConnections, labels: [("state", "idle")], Double(database.idle)),
        Observation(MetricName.databaseConnections, labels: [("state", "leased")], Double(database.leased)),
        Observation(MetricName.databaseWaiting, Double(database.waiting)),
        Observation(MetricName.databaseWaits, Double(pool.waits), kind: .counter),
      ]
  }

  /// Lets everything that runs come to its end.
  func beginDrain() {
    stop.set()
    for lane in lanes { lane.consumer.finish() }
    for loop in loops { loop.signal.close() }
    for resident in residents { resident.finish() }
  }
}
