public import PostgreSQLClient
public import Vocabulary

/// Work that a clock causes, not a message: waves that are due, offers that expire.
///
/// What is due stands in the service's own tables, so it survives restarts; several replicas take it with
/// `for update skip locked`, so one of them does it.
public protocol ScheduledWork: Sendable {
  /// Names the work in logs and metrics.
  var name: String { get }

  /// What it leaves between two runs at least, when messages ask for the next one: what many of them may have made due
  /// is looked for once.
  ///
  /// The first message after a while is not kept waiting, nor is what a clock or the work itself asks for.
  var rest: Duration { get }

  /// Does what is due at `now`, a bounded amount of it, and says when to come again.
  ///
  /// Runs in a transaction of its own together with the messages it emits.
  func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun

  /// Finishes what outlives runs, when the service stops: takes up nothing new, and waits until something can be noted.
  ///
  /// Called once no run is planned any more, and again after each run that it asks for. Whether there is something to note,
  /// which one more run does; false when all is noted, or by the deadline.
  func drain(until deadline: ContinuousClock.Instant) async -> Bool
}

extension ScheduledWork {
  /// No rest, unless work says otherwise.
  public var rest: Duration { .zero }

  /// Nothing outlives a run, unless work says otherwise.
  public func drain(until deadline: ContinuousClock.Instant) async -> Bool { false }
}

/// When scheduled work wants to run again.
public enum NextRun: Sendable, Equatable {
  /// At once: there is more than one run could do.
  case immediately
  /// At an instant, or sooner when a message was handled meanwhile.
  case at(Timestamp)
  /// When a message was handled, or after the runtime's interval of looking after other replicas' work.
  case whenSomethingHappens
}
