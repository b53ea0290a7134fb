import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import MessageHandling
import NIOCore
import Observability

/// The service's HTTP side: `/health/live`, `/health/ready`, `/health/doors` and `/metrics` for whoever operates it, and the
/// service's own doors.
package enum OperationsServer {
  /// How long a connection may be silent.
  private static let idleTimeout = TimeAmount.seconds(120)

  /// The server as a service of the group.
  static func make(
    host: String, port: Int, health: HealthState, metrics: PrometheusRegistry, doors: [any Door] = [], logger: Logger,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let router = Router(context: OperationsContext.self)
    router.get("/health/live") { _, _ in
      response(.ok, type: "application/json", #"{"status":"live"}"#)
    }
    router.get("/health/ready") { _, _ in try readiness(await health.checks()) }
    if !doors.isEmpty {
      router.get("/health/doors") { _, _ in try readiness(await health.doorChecks()) }
    }
    router.get("/metrics") { _, _ in
      response(.ok, type: "text/plain; version=0.0.4", metrics.render())
    }
    return Application(
      responder: DoorResponder(doors: doors, others: router.buildResponder()),
      server: .http1(configuration: .init(idleTimeout: idleTimeout)),
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
      logger: logger
    )
  }

  /// Runs doors alone until cancelled, on a port of this machine that nobody else has, for tests: `onListening` says which.
  package static func run(
    doors: [any Door], logger: Logger, onListening: @escaping @Sendable (Int) async -> Void
  ) async throws {
    try await make(
      host: "127.0.0.1", port: 0, health: HealthState(), metrics: PrometheusRegistry(), doors: doors, logger: logger,
      onListening: onListening
    ).run()
  }

  private struct Readiness: Encodable {
    let status: String
    let checks: [HealthState.Check]
  }

  private static func readiness(_ checks: [HealthState.Check]) throws -> Response {
    let isReady = checks.allSatisfy(\.isReady)
    let report = Readiness(status: isReady ? "ready" : "not-ready", checks: checks)
    let body = try String(decoding: JSONEncoder().encode(report), as: UTF8.self)
    return response(isReady ? .ok : .serviceUnavailable, type: "application/json", body)
  }

  private static func response(_ status: HTTPResponse.Status, type: String, _ body: String) -> Response {
    Response(
      status: status,
      headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: body))
    )
  }
}
