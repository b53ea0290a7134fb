import Foundation
import Logging
public import Messages
public import PostgreSQLClient
public import MessageHandling
import ServiceRuntime
public import ServiceSettings
import TestStack
import Testing
import Topology
public import Vocabulary

/// A database of its own for one test, with a service's schema migrated, on the real server of the test stack.
///
/// Handlers run in it as in the service: load, decide and save in one transaction; what they emit is handed back
/// instead of being published.
public struct ServiceDatabase: Sendable {
  /// Connections to the database, as the superuser.
  public let pool: PostgreSQLPool
  /// Where it is, for what connects by itself.
  public let url: String
  private let name: ServiceName

  /// What a batch came to.
  public struct Outcome<Decision: Sendable>: Sendable {
    /// One a message, in their order.
    public let decisions: [Decision]
    /// What was emitted, in order.
    public let emitted: [EmittedMessage]

    /// The payloads of one kind among what was emitted.
    public func events<Event: EventPayload>(_ type: Event.Type) throws -> [Event] {
      try emitted
        .filter { $0.type == Event.messageType.description }
        .map { try MessageCoder().decode(CloudEvent<Event>.self, from: $0.body).data }
    }
  }

  /// Makes the database, runs the body, and drops the database whatever comes of it.
  public static func with(
    _ define: (Settings) throws -> ServiceDefinition,
    settings: [String: String] = [:],
    _ body: (ServiceDatabase) async throws -> Void
  ) async throws {
    let definition = try define(Settings(Self.defaults.merging(settings) { $1 }))
    try await Turnstile.pass { try await made(for: definition, body) }
  }

  private static func made(
    for definition: ServiceDefinition, _ body: (ServiceDatabase) async throws -> Void
  ) async throws {
    let admin = try PostgreSQLConfiguration(url: try TestStack.adminDatabaseURL, applicationName: "coopt-tests")
    let server = PostgreSQLPool(admin, limit: 1, logger: Logger(label: "test"))
    let database = SQLIdentifier("test_\(UUID().uuidString.lowercased().replacing("-", with: "_"))")!
    _ = try await server.execute(["create database \(identifier: database)"])
    do {
      var url = try #require(URLComponents(string: try TestStack.adminDatabaseURL))
      url.path = "/\(database.name)"
      let configuration = try PostgreSQLConfiguration(url: try #require(url.string), applicationName: "coopt-tests")
      let pool = PostgreSQLPool(configuration, limit: 20, logger: Logger(label: "test"))
      try await migrate(definition, on: pool)
      let result = await Result {
        try await body(ServiceDatabase(pool: pool, url: url.string ?? "", name: definition.name))
      }
      await pool.close()
      try result.get()
    } catch {
      _ = try? await server.execute(["drop database \(identifier: database) with (force)"])
      await server.close()
      throw error
    }
    _ = try await server.execute(["drop database \(identifier: database) with (force)"])
    await server.close()
  }

  /// Runs an event handler on a batch.
  public func handle<Handler: EventHandler>(
    _ handler: Handler, _ payloads: [Handler.Payload], at now: Timestamp = .now
  ) async throws -> Outcome<Problem?> {
    let (outcome, actions) = try await decided { transaction in
      let messages = incoming(payloads, at: now)
      var emission = Emission(service: name, now: now)
      var state = try await handler.load(messages, in: transaction)
      var decisions: [Problem?] = []
      for message in messages {
        do throws(Problem) {
          try handler.decide(message, on: &state, emitting: &emission)
          decisions.append(nil)
        } catch {
          decisions.append(error)
        }
      }
      transaction.enqueue(handler.save(state))
      return (Outcome(decisions: decisions, emitted: emission.messages), emission.commitActions)
    }
    for action in actions { action() }
    return outcome
  }

  /// Runs a command handler on a batch.
  public func handle<Handler: CommandHandler>(
    _ handler: Handler, _ payloads: [Handler.Payload], at now: Timestamp = .now, by actor: String? = nil
  ) async throws -> Outcome<Result<Handler.Payload.Result, Problem>> {
    try await handle(handler, messages: incoming(payloads, at: now, by: actor), at: now)
  }

  /// Runs a command handler on a batch of messages, each in an envelope of its own.
  public func handle<Handler: CommandHandler>(
    _ handler: Handler, messages: [Incoming<Handler.Payload>], at now: Timestamp = .now
  ) async throws -> Outcome<Result<Handler.Payload.Result, Problem>> {
    try await decided { transaction in
      var emission = Emission(service: name, now: now)
      var state = try await handler.load(messages, in: transaction)
      var decisions: [Result<Handler.Payload.Result, Problem>] = []
      for message in messages {
        do throws(Problem) {
          decisions.append(.success(try handler.decide(message, on: &state, emitting: &emission)))
        } catch {
          let declared = Handler.Payload.refusals + [.invalidMessage]
          #expect(declared.contains(error.code), "\(Handler.Payload.messageType) does not say that it is refused so")
          decisions.append(.failure(error))
        }
      }
      transaction.enqueue(handler.save(state))
      return Outcome(decisions: decisions, emitted: emission.messages)
    }
  }

  /// Runs scheduled work once.
  public func run(
    _ work: any ScheduledWork, at now: Timestamp = .now
  ) async throws -> (next: NextRun, emitted: [EmittedMessage]) {
    try await decided { transaction in
      var emission = Emission(service: name, now: now)
      let next = try await work.run(at: now, in: transaction, emitting: &emission)
      return (next, emission.messages)
    }
  }

  /// Runs a transaction, and anew where another one was faster, as the runtime does, and no oftener than others can have been.
  private nonisolated(nonsending) func decided<Result>(
    _ body: nonisolated(nonsending) (Transaction) async throws -> Result
  ) async throws -> Result {
    for _ in 1..<50 {
      do {
        return try await pool.withTransaction { try await body($0) }
      } catch {
        guard error.blame == .contention else { throw error }
      }
    }
    return try await pool.withTransaction { try await body($0) }
  }

  /// Asks the database.
  public func query(_ statement: Statement) async throws -> ResultSet {
    try await pool.query(statement)
  }

  /// A batch as the runtime hands it to a handler.
  package func incoming<Payload: MessagePayload>(
    _ payloads: [Payload], at now: Timestamp, by actor: String? = nil
  ) -> [Incoming<Payload>] {
    payloads.map { payload in
      let id = MessageID.make()
      return Incoming(
        event: CloudEvent(
          id: id, source: "/test", type: Payload.messageType.description, time: now,
          correlationID: id.description, actor: actor, data: payload),
        receivedAt: now)
    }
  }

  private static func migrate(_ definition: ServiceDefinition, on pool: PostgreSQLPool) async throws {
    let schema = definition.name.schema
    _ = try await pool.execute(["create schema \(identifier: schema)"])
    // The migrations may name the roles that docker/postgres makes on a whole stack.
    for suffix in ["owner", "service"] {
      let role = SQLIdentifier("\(definition.name.rawValue)_\(suffix)")!
      let known = try await pool.query("select 1 from pg_roles where rolname = \(role.name)")
      if known.isEmpty { _ = try? await pool.execute(["create role \(identifier: role)"]) }
    }
    // The login role may do here what docker/postgres lets it do, so that a test can take it on.
    let login = SQLIdentifier("\(definition.name.rawValue)_service")!
    _ = try await pool.execute([
      "grant usage on schema \(identifier: schema) to \(identifier: login)",
      """
      alter default privileges in schema \(identifier: schema)
      grant select, insert, update, delete on tables to \(identifier: login)
      """,
    ])
    _ = try await pool.withConnection { try await definition.migrate(on: $0) }
  }

  /// What services need to be defined at all.
  private static let defaults = ["COOPT_IDENTITY_KEY": Data(repeating: 7, count: 32).base64EncodedString()]
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
