import Logging
import Metrics
import Observability
import ServiceSettings
import Testing
import Traces
import Tracing

@Suite("The tracer")
struct OTLPTracerTests {
  private let registry = PrometheusRegistry()
  private let parent = TraceContext(traceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")

  private func exporter(_ values: [String: String] = [:]) throws -> SpanExporter {
    let endpoint = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"]
    let settings = try #require(
      try TraceSettings(Settings(endpoint.merging(values) { $1 }), service: "rewards", version: "1.0.0"))
    return withMetricsFactory(registry) {
      SpanExporter(settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
  }

  private struct Headers: Extractor, Injector {
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
  }

  @Test("a span continues the trace that its context carries, and carries on what came with it")
  func propagation() throws {
    let tracer = try exporter().tracer
    let headers = ["traceparent": try #require(parent).description, "tracestate": "vendor=1"]
    var context = InstrumentationContext.topLevel
    tracer.extract(headers, into: &context, using: Headers())
    let span = tracer.startSpan("work", context: context)
    var told: [String: String] = [:]
    tracer.inject(span.context, into: &told, using: Headers())
    let continued = try #require(TraceContext(traceParent: told["traceparent"] ?? ""))
    #expect(continued.traceID == parent?.traceID)
    #expect(continued.spanID != parent?.spanID)
    #expect(told["tracestate"] == "vendor=1")
  }

  @Test("a span that others were told of before has the position that they were told")
  func assigned() throws {
    var context = InstrumentationContext.topLevel
    context.trace = parent
    context.assignedTrace = parent?.child()
    let span = try exporter().tracer.startSpan("work", context: context)
    #expect(span.context.trace == context.assignedTrace)
    #expect(span.context.assignedTrace == nil)
  }

  @Test("what is not sampled is not recorded")
  func unsampled() throws {
    let tracer = try exporter(["OTEL_TRACES_SAMPLER": "always_off"]).tracer
    #expect(!tracer.startSpan("work", context: .topLevel).isRecording)
    var context = InstrumentationContext.topLevel
    context.trace = parent
    #expect(!tracer.startSpan("work", context: context).isRecording)
  }

  @Test("spans beyond the limit are lost and counted")
  func bounded() throws {
    let tracer = try exporter(["OTEL_BSP_MAX_QUEUE_SIZE": "3"]).tracer
    for _ in 0..<10 { tracer.startSpan("work", context: .topLevel).end() }
    #expect(registry.render().contains(#"coopt_spans_total{outcome="dropped"} 7"#))
  }

  @Test("a collector that is away costs spans, which are counted, and nobody waits for it")
  func away() async throws {
    let exporter = try exporter()
    exporter.tracer.startSpan("work", context: .topLevel).end()
    await withTaskGroup { group in
      group.addTask { await exporter.run() }
      group.addTask { exporter.finish() }
    }
    #expect(registry.render().contains(#"coopt_spans_total{outcome="lost"} 1"#))
  }
}
