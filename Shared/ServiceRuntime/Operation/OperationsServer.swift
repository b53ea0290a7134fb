import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Observability

/// The service's HTTP side, for whoever operates it: `/health/live`, `/health/ready` and `/metrics`.
enum OperationsServer {
  /// The server as a service of the group.
  static func make(
    host: String, port: Int, health: HealthState, metrics: PrometheusRegistry, logger: Logger
  ) -> some ApplicationProtocol {
    let router = Router()
    router.get("/health/live") { _, _ in
      response(.ok, type: "application/json", #"{"status":"live"}"#)
    }
    router.get("/health/ready") { _, _ in
      let checks = await health.checks()
      let isReady = checks.allSatisfy(\.isReady)
      let report = Readiness(status: isReady ? "ready" : "not-ready", checks: checks)
      let body = try String(decoding: JSONEncoder().encode(report), as: UTF8.self)
      return response(isReady ? .ok : .serviceUnavailable, type: "application/json", body)
    }
    router.get("/metrics") { _, _ in
      response(.ok, type: "text/plain; version=0.0.4", metrics.render())
    }
    return Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
      logger: logger
    )
  }

  private struct Readiness: Encodable {
    let status: String
    let checks: [HealthState.Check]
  }

  private static func response(_ status: HTTPResponse.Status, type: String, _ body: String) -> Response {
    Response(
      status: status,
      headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: body))
    )
  }
}
