import EventLoop
import Logging

/// Asks a database how it is, on a connection of its own, and answers in time whatever happens.
///
/// A pool says nothing in time while all its connections wait for a server that is frozen. The probe keeps one connection
/// beside it, opens it anew where it broke, and spends no longer on both than its deadline. Those who ask at once are
/// answered one after the other, each within its own deadline.
public actor HealthProbe {
  private let configuration: PostgreSQLConfiguration
  private let deadline: Duration
  private let logger: Logger
  private let loop = EventLoop(name: "postgresql-health")
  private var handle: ConnectionHandle?
  private var isClosed = false

  /// The probe's own thread: it waits in system calls.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  /// A probe that answers within a deadline; it connects when it is first asked.
  public init(_ configuration: PostgreSQLConfiguration, deadline: Duration = .seconds(2), logger: Logger) {
    var configuration = configuration
    // The least that PostgreSQL takes, so that the question below writes a file.
    configuration.workMemoryKilobytes = 64
    self.configuration = configuration
    self.deadline = deadline
    self.logger = logger
  }

  deinit {
    loop.stop()
  }

  /// How the database is now, within the deadline.
  public nonisolated func check() async -> DatabaseHealth {
    await ask(until: .now + deadline)
  }

  /// Closes its connection; it answers nothing but `unanswered` afterwards.
  public func close() {
    isClosed = true
    handle = nil
    loop.stop()
  }

  /// Whether the server takes writes, as far as that can be known without leaving anything behind.
  ///
  /// A transaction id is what the first write of any transaction needs. Twenty thousand numbers do not fit in the
  /// session's memory: the server writes them to a file in its data directory, and deletes it.
  private static let question: Statement = """
    select pg_is_in_recovery() or current_setting('transaction_read_only')::bool,
      case when not pg_is_in_recovery() then pg_current_xact_id() end is not null,
      (select count(*) from generate_series(1, 20000))
    """

  private func ask(until end: ContinuousClock.Instant) -> DatabaseHealth {
    do throws(PostgreSQLError) {
      do throws(PostgreSQLError) {
        return try askOnce(until: end)
      } catch {
        // The server may have been started anew since the last time: that says nothing about now.
        guard error.code == .connectionLost else { throw error }
        return try askOnce(until: end)
      }
    } catch {
      return judge(error)
    }
  }

  private func askOnce(until end: ContinuousClock.Instant) throws(PostgreSQLError) -> DatabaseHealth {
    let handle = try openHandle(until: end)
    var pipeline = Pipeline(handle, [Self.question], within: ResponseDeadline(silence: nil, end: end))
    let (isReadOnly, _, _) = try pipeline.run()[0][0].decode((Bool, Bool, Int).self)
    return isReadOnly ? .readOnly : .writable
  }

  private func openHandle(until end: ContinuousClock.Instant) throws(PostgreSQLError) -> ConnectionHandle {
    guard !isClosed else { throw PostgreSQLError(.poolClosed, "the probe was closed") }
    handle?.takeUnsolicitedInput()
    if let handle, handle.isReusable { return handle }
    handle = nil
    let opened = ConnectionHandle(
      try Connector(configuration: configuration).connect(until: end),
      preparedStatementLimit: configuration.preparedStatementLimit, logger: logger)
    handle = opened
    return opened
  }

  private func judge(_ error: PostgreSQLError) -> DatabaseHealth {
    if error.sqlState == SQLState.readOnlyTransaction { return .readOnly }
    if case .server(let state) = error.code, !state.hasPrefix("57") { return .refusesWrites(error) }
    return .unanswered(error)
  }
}
