import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Something that serves HTTP on this machine as long as a test needs it.
enum LocalServer {
  /// Runs a server with these addresses; gives a body its port.
  static func running<Result: Sendable>(
    _ router: Router<BasicRequestContext>, _ body: @escaping @Sendable (Int) async throws -> Result
  ) async throws -> Result {
    try await running(body) { listening in
      Application(
        router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in listening(channel.localAddress?.port ?? 0) }, logger: quiet)
    }
  }

  /// Runs what tells its port once it listens, until the body is done.
  static func running<Result: Sendable>(
    _ body: @escaping @Sendable (Int) async throws -> Result,
    _ make: (@escaping @Sendable (Int) -> Void) -> some Service
  ) async throws -> Result {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let service = make { continuation.yield($0) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [.init(service: service)], logger: quiet))
    return try await withThrowingTaskGroup(of: Result?.self) { tasks in
      tasks.addTask {
        try await group.run()
        continuation.finish()
        return nil
      }
      tasks.addTask {
        defer { Task { await group.triggerGracefulShutdown() } }
        for await port in ports { return try await body(port) }
        throw Ended()
      }
      var result: Result?
      for try await one in tasks { result = one ?? result }
      guard let result else { throw Ended() }
      return result
    }
  }

  /// A log that nobody reads.
  static let quiet = Logger(label: "of a test") { _ in SwiftLogNoOpLogHandler() }

  /// It ended instead of listening.
  struct Ended: Error {}
}
