import EventLoop
import Logging
import Synchronization

/// One connection to PostgreSQL, on a thread of its own.
///
/// Each call is one round trip: its statements go out in a pipeline with a single sync and the results are read while
/// still writing. Calls of several tasks run one after the other. A task's cancellation does not interrupt a round
/// trip; `statementTimeout` and `responseTimeout` bound it. What a session holds (advisory locks, settings) lives as long as the connection.
public actor PostgreSQLConnection {
  /// Where it is connected to and how.
  public nonisolated let configuration: PostgreSQLConfiguration
  private nonisolated let reusable = Atomic<Bool>(false)
  private nonisolated let silenced = Atomic<Bool>(false)
  private let loop: EventLoop
  private let logger: Logger
  private let plans: PlanGeneration
  private var handle: ConnectionHandle?
  private var openTransaction: Transaction?

  /// The connection's own thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// The connection's own thread, for a task that talks to the server again and again.
  nonisolated var taskExecutor: any TaskExecutor { loop.taskExecutor }

  /// Takes a task that prefers the connection's thread there at once, not only with its first round trip.
  func enter() {}

  private init(configuration: PostgreSQLConfiguration, plans: PlanGeneration, logger: Logger) {
    self.configuration = configuration
    self.plans = plans
    self.logger = logger
    self.loop = EventLoop(name: "postgresql")
  }

  deinit {
    loop.stop()
  }

  /// Opens a connection; throws `connectionFailed`, `authenticationFailed`.
  public static func connect(
    _ configuration: PostgreSQLConfiguration, logger: Logger
  ) async throws(PostgreSQLError) -> PostgreSQLConnection {
    try await connect(configuration, plans: PlanGeneration(), logger: logger)
  }

  /// Opens a connection that shares with others what it learns of plans that no longer fit.
  static func connect(
    _ configuration: PostgreSQLConfiguration, plans: PlanGeneration, logger: Logger
  ) async throws(PostgreSQLError) -> PostgreSQLConnection {
    let connection = PostgreSQLConnection(configuration: configuration, plans: plans, logger: logger)
    try await connection.open()
    return connection
  }

  /// Whether another task may be given this connection: it is open and outside of a transaction.
  public nonisolated var isReusable: Bool { reusable.load(ordering: .acquiring) }

  /// Whether it was given up since the server did not answer in time.
  nonisolated var wasGivenUpAsSilent: Bool { silenced.load(ordering: .acquiring) }

  /// The server's process for this connection (`pg_stat_activity.pid`); nil when closed.
  package var processID: Int? { handle.map { Int($0.processID) } }

  /// The number of statements that are kept prepared.
  package var preparedStatementCount: Int { handle?.prepared.count ?? 0 }

  private func open() throws(PostgreSQLError) {
    let handle = ConnectionHandle(
      try Connector(configuration: configuration).connect(),
      preparedStatementLimit: configuration.preparedStatementLimit, plans: plans, logger: logger)
    self.handle = handle
    reusable.store(true, ordering: .releasing)
    loop.setWatch(
      EventLoop.Watch(descriptor: handle.descriptor) { [weak self] in
        self?.assumeIsolated { $0.takeUnsolicitedInput() }
      })
  }

  /// Between round trips the server speaks unasked only to give notice or to say farewell.
  private func takeUnsolicitedInput() {
    handle?.takeUnsolicitedInput()
    settle()
  }

  /// Closes the connection; closing twice is harmless.
  ///
  /// A transaction that is open is rolled back by the server.
  public func close() {
    guard handle != nil else { return }
    loop.setWatch(nil)
    handle = nil
    reusable.store(false, ordering: .releasing)
    loop.stop()
  }

  // MARK: Statements

  /// Runs statements in one round trip and returns their results in order.
  ///
  /// They are one implicit transaction: the first error undoes them all and is thrown. Throws `connectionLost`,
  /// `responseTimedOut`, `server`, `invalidStatement`; `transactionMisused` while a transaction is open on this connection.
  @discardableResult
  public func execute(_ statements: [Statement]) throws(PostgreSQLError) -> [ResultSet] {
    guard openTransaction == nil else {
      throw PostgreSQLError(.transactionMisused, "a transaction is open on this connection: run the statement in it")
    }
    return try roundTrip(statements)
  }

  /// Runs one statement; throws as `execute` does.
  @discardableResult
  public func query(_ statement: Statement) throws(PostgreSQLError) -> ResultSet {
    try execute([statement])[0]
  }

  private func roundTrip(
    _ statements: [Statement], silence: Duration? = nil
  ) throws(PostgreSQLError) -> [ResultSet] {
    guard let handle else { throw PostgreSQLError(.connectionLost, "the connection was closed: take a new one") }
    if statements.isEmpty { return [] }
    defer { settle() }
    let deadline = ResponseDeadline(silence: silence ?? configuration.longestSilence)
    var pipeline = Pipeline(handle, statements, within: deadline)
    return try pipeline.run()
  }

  /// Publishes the state, and stops watching a socket that is gone.
  private func settle() {
    guard let handle else { return }
    reusable.store(handle.isReusable, ordering: .releasing)
    guard let loss = handle.loss else { return }
    if loss.code == .responseTimedOut { silenced.store(true, ordering: .releasing) }
    loop.setWatch(nil)
  }

  // MARK: Transactions

  /// Runs statements of a transaction behind those it has enqueued, and its BEGIN where it was not sent yet.
  func run(_ statements: [Statement], in transaction: Transaction) throws(PostgreSQLError) -> [ResultSet] {
    let results = try runBatch(transaction.takeBatch(adding: statements), in: transaction)
    return Array(results.suffix(statements.count))
  }

  /// Sends what is enqueued together with COMMIT; throws unless the server answered that it committed.
  func commit(_ transaction: Transaction) throws(PostgreSQLError) {
    guard let batch = try transaction.takeFinalBatch() else { return }
    defer { if handle?.isInTransaction != true { openTransaction = nil } }
    let tag = try runBatch(batch, in: transaction).last?.commandTag
    guard tag == "COMMIT" else {
      var error = PostgreSQLError(
        .transactionRolledBack, "the server rolled back instead of committing: a statement had failed before")
      error.cause = transaction.firstFailure
      throw error
    }
  }

  /// Rolls back what the server still has open of a transaction.
  func rollBack(_ transaction: Transaction) throws(PostgreSQLError) {
    transaction.end()
    guard openTransaction === transaction else { return }
    openTransaction = nil
    guard let handle, handle.loss == nil, handle.isInTransaction else { return }
    _ = try roundTrip(["rollback"])
  }

  private func runBatch(_ batch: Transaction.Batch, in transaction: Transaction) throws(PostgreSQLError) -> [ResultSet]
  {
    guard openTransaction == nil || openTransaction === transaction else {
      throw PostgreSQLError(.transactionMisused, "another transaction is open on this connection")
    }
    openTransaction = transaction
    do {
      return try roundTrip(batch.statements, silence: transaction.silence)
    } catch {
      throw transaction.note(error, of: batch)
    }
  }

  // MARK: Scripts

  /// Runs SQL of several statements in the simple protocol, inside a transaction.
  func run(script: String, in transaction: Transaction) throws(PostgreSQLError) {
    _ = try run([], in: transaction)
    guard let handle, openTransaction === transaction, handle.isInSoundTransaction else {
      throw PostgreSQLError(.transactionMisused, "the transaction of the script is not open")
    }
    defer { settle() }
    let deadline = ResponseDeadline(silence: transaction.silence ?? configuration.longestSilence)
    var script = Script(handle, sql: script, within: deadline)
    try script.run()
    guard handle.isInSoundTransaction else {
      throw PostgreSQLError(.transactionMisused, "a script must not end the transaction that it runs in")
    }
  }
}
