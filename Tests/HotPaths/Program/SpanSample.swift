import Logging
import Observability
import ServiceSettings
import Traces
import Tracing

/// What records a span, with what a span says.
struct SpanSample {
  /// There is no endpoint to send to.
  struct NoSettings: Error {}

  private let exporter: SpanExporter
  private let parent = TraceContext(isSampled: true)

  init() throws {
    let settings = try TraceSettings(
      Settings(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"]), service: "rewards", version: "1.0.0")
    guard let settings else { throw NoSettings() }
    exporter = SpanExporter(settings, logger: Logger(label: "none") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Records a span; the bytes that a post of it has.
  func recordOne() -> Int {
    var context = InstrumentationContext.topLevel
    context.trace = parent
    let span = exporter.tracer.startSpan("process rewards.events", context: context, ofKind: .consumer)
    span.attributes = [
      "messaging.system": "rabbitmq", "messaging.operation.name": "process", "messaging.operation.type": "process",
      "messaging.destination.name": "rewards.events",
      "messaging.message.id": "0199f1c4-7028-7118-8a28-5e0f3b1d7028",
      "messaging.message.conversation_id": "0199f1c4-7700-7100-8a00-5e0f3b1d7700",
      "coopt.message.type": "coopt.recommendations.hire-attributed.v1", "coopt.outcome": "handled",
    ]
    span.addLink(SpanLink(context: context, attributes: [:]))
    span.end()
    return exporter.body().utf8.count
  }
}
