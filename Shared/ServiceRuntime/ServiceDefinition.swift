public import PostgreSQLClient
public import Topology

/// A service as its wiring lists it: what it owns, what it handles, what a clock makes it do.
public struct ServiceDefinition: Sendable {
  /// The service, and with it its schema, its queues and its word in routing keys.
  public let name: ServiceName
  /// The service's own migrations, numbered from 1; the runtime's have a history of their own.
  public let migrations: [Migration]
  /// One handler for each kind of message that the service consumes.
  public let handlers: [Handling]
  /// What is due at times.
  public let scheduled: [any ScheduledWork]
  /// Whether each message that is handled is kept as it came, for good, in the schema's table `received`.
  public let keepsReceived: Bool

  /// Lists a service.
  public init(
    _ name: ServiceName, migrations: [Migration], handlers: [Handling], scheduled: [any ScheduledWork] = [],
    keepsReceived: Bool = false
  ) {
    self.name = name
    self.migrations = migrations
    self.handlers = handlers
    self.scheduled = scheduled
    self.keepsReceived = keepsReceived
  }
}
