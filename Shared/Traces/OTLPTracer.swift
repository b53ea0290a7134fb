import Observability
import Tracing

/// A backend of swift-distributed-tracing that sends spans to an OpenTelemetry collector.
package struct OTLPTracer: Tracer {
  /// Which traces are recorded.
  package let sampler: TraceSampler
  let buffer: SpanBuffer

  /// Begins a span: where its context has a trace, as a part of that one, else as the first of a new one.
  package func startSpan<Instant: TracerInstant>(
    _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
    at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
  ) -> OTLPSpan {
    let context = context()
    let parent = context.trace
    let position =
      context.assignedTrace ?? parent.map(sampler.continued) ?? sampler.root()
    return OTLPSpan(
      operationName, at: position, parent: parent, in: context, kind: kind, start: instant().nanosecondsSinceEpoch,
      buffer: buffer)
  }

  /// Does nothing: spans go out by themselves, and at the end of the process.
  package func forceFlush() {}

  /// Reads `traceparent` and `tracestate`.
  package func extract<Carrier, Extract: Extractor>(
    _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
  ) where Extract.Carrier == Carrier {
    guard let parent = extractor.extract(key: "traceparent", from: carrier) else { return }
    context.trace = TraceContext(
      traceParent: parent, traceState: extractor.extract(key: "tracestate", from: carrier))
  }

  /// Writes `traceparent` and `tracestate`.
  package func inject<Carrier, Inject: Injector>(
    _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
  ) where Inject.Carrier == Carrier {
    guard let trace = context.trace else { return }
    injector.inject(trace.description, forKey: "traceparent", into: &carrier)
    if let state = trace.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
  }
}
