public import Logging
public import PostgreSQLClient

/// Something of a service that lives as long as the service runs, beside its lanes and its clock: a door, a connection.
///
/// It is neither in a message's transaction nor in one of scheduled work: what it does is done when it says so, and what it
/// needs to survive a crash stands in the service's own tables.
public protocol Resident: Sendable {
  /// Names it in logs.
  var name: String { get }

  /// Lives until `finish` was called and what was in hand is done, or until cancelled.
  ///
  /// Called once, when the database answers and its schema is the right one.
  func run(in surroundings: Surroundings) async

  /// Has `run` come to its end: nothing more is taken up.
  func finish()

  /// What is wrong with it and does not keep the service from its work; told at `/health/ready`.
  var remarks: [String] { get }
}

extension Resident {
  /// Nothing.
  public var remarks: [String] { [] }
}

/// What the runtime lends to a resident.
public struct Surroundings: Sendable {
  /// Connections to the service's database.
  public let pool: PostgreSQLPool
  /// Where it logs.
  public let logger: Logger
  /// Has scheduled work look for what may have become due.
  public let wake: @Sendable () -> Void

  public init(pool: PostgreSQLPool, logger: Logger, wake: @escaping @Sendable () -> Void) {
    self.pool = pool
    self.logger = logger
    self.wake = wake
  }
}
