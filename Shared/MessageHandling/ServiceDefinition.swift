public import Certificates
public import PostgreSQLClient
public import Topology

/// A service as its wiring lists it: what it owns, what it handles, what a clock makes it do.
public struct ServiceDefinition: Sendable {
  /// The service, and with it its schema, its queues and its word in routing keys.
  public let name: ServiceName
  /// The service's own migrations, numbered from 1; the runtime's have a history of their own.
  public let migrations: [Migration]
  /// One handler for each kind of message that the service consumes.
  ///
  /// Events of one batch are handled in this order: what follows from others stands behind them.
  public let handlers: [Handling]
  /// What is due at times.
  public let scheduled: [any ScheduledWork]
  /// Whether, and less which fields of its data by routing key, each message that is handled is kept for good, in the
  /// schema's table `received`.
  ///
  /// The fields are those that the service does not need to handle a message again (M9).
  public let keepsReceivedWithout: [String: [String]]?
  /// What is deleted when it is older than handled messages are remembered.
  public let forgetting: [Forgetting]
  /// What seals the answers that are kept; nil where they hold nothing that is secret.
  public let replySeal: (any ReplySeal)?
  /// The time zone of the members policy, in which days begin that messages give in place of instants; where it is nil, these
  /// are refused.
  public let timeZone: PolicyTimeZone?
  /// What is told of the service's state in metrics, beside what the runtime tells.
  public let figures: [Figure]
  /// The files of certificates that the service uses itself, by what it speaks to; those for broker and database are known.
  public let certificateFiles: [(server: String, file: CertificateFile)]
  /// What servers that the service alone speaks to show of themselves, by what they are.
  public let serverCertificates: [(server: String, certificate: ServerCertificate)]
  /// The ways in over HTTP.
  public let doors: [any Door]
  /// What else lives as long as the service runs.
  public let residents: [any Resident]
  /// What the lane of events leaves between two batches, where nobody waits for what is done with them.
  ///
  /// Several are then one batch. The first event after a while is not kept waiting.
  public let eventRest: Duration
  /// Messages in one transaction at most, where no setting says otherwise.
  public let batchSize: Int

  /// What a service takes that says nothing of it: more makes hardly anything cheaper.
  public static let usualBatchSize = 200

  /// Lists a service.
  public init(
    _ name: ServiceName, migrations: [Migration], handlers: [Handling], scheduled: [any ScheduledWork] = [],
    keepsReceivedWithout fields: [String: [String]]? = nil, forgetting: [Forgetting] = [],
    replySeal: (any ReplySeal)? = nil, timeZone: PolicyTimeZone? = nil, figures: [Figure] = [],
    certificateFiles: [(server: String, file: CertificateFile)] = [],
    serverCertificates: [(server: String, certificate: ServerCertificate)] = [],
    doors: [any Door] = [], residents: [any Resident] = [], eventRest: Duration = .zero,
    batchSize: Int = usualBatchSize
  ) {
    self.name = name
    self.migrations = migrations
    self.handlers = handlers
    self.scheduled = scheduled
    self.keepsReceivedWithout = fields
    self.forgetting = forgetting
    self.replySeal = replySeal
    self.timeZone = timeZone
    self.figures = figures
    self.certificateFiles = certificateFiles
    self.serverCertificates = serverCertificates
    self.doors = doors
    self.residents = residents
    self.eventRest = eventRest
    self.batchSize = batchSize
  }
}
