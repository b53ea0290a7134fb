import ConsoleDomain
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Observability
import ServiceLifecycle

/// The console's HTTP side, for people; and beside it the one for whoever operates it.
package enum ConsoleServer {
  /// The pages, and what a test adds to them.
  package static func make(
    _ console: Console, adding more: (ConsoleRoutes) -> Void = { _ in },
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: SecurityHeaders(console: console))
    router.add(middleware: ErrorPages(console: console))
    let routes = ConsoleRoutes(router: router, console: console)
    routes.open("/", .get) { _, _ in PageResponse.redirect(to: "/today") }
    routes.open("/assets/:file", .get) { _, context in
      guard let asset = console.assets.response(context.parameters.get("file") ?? "") else {
        throw HTTPError(.notFound)
      }
      return asset
    }
    SignInRoutes.register(on: routes)
    ActionRoutes.register(on: routes)
    LiveRoutes.register(on: routes)
    for group in pageGroups { group.register(on: routes) }
    more(routes)
    routes.refuseOtherMethods()
    let settings = console.settings
    return Application(
      router: router,
      server: .http1(
        configuration: .init(
          idleTimeout: .seconds(120),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port), serverName: nil),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? settings.port) },
      logger: console.logger)
  }

  /// Everything that can be sent from pages, by the keys that the roles are asked for.
  package static func keys(_ console: Console) -> Set<String> {
    let routes = ConsoleRoutes(router: Router(context: ConsoleContext.self), console: console)
    for group in pageGroups { group.register(on: routes) }
    return routes.keys.union(console.forms.keys)
  }

  /// `/health/live`, `/health/ready` and `/metrics`, which nobody has to sign in for.
  static func operations(_ console: Console, _ metrics: PrometheusRegistry) -> some ApplicationProtocol {
    let router = Router(context: ConsoleContext.self)
    router.get("/health/live") { _, _ in text("{\"status\":\"live\"}", "application/json") }
    router.get("/health/ready") { _, _ in
      let isReady = console.desk.isReady
      let status = isReady ? "ready" : "not-ready"
      return text(
        "{\"status\":\"\(status)\",\"checks\":[{\"name\":\"broker\",\"isReady\":\(isReady)}]}", "application/json",
        isReady ? .ok : .serviceUnavailable)
    }
    metrics.observe(as: "desk") {
      [Observation(MetricName.brokerReady, labels: [("connection", "desk")], console.desk.isReady ? 1 : 0)]
    }
    router.get("/metrics") { _, _ in text(metrics.render(), "text/plain; version=0.0.4") }
    let settings = console.settings
    return Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname(settings.operationsHost, port: settings.operationsPort), serverName: nil),
      logger: console.logger)
  }

  private static func text(_ body: String, _ type: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
  }
}
