import Observability
import Tracing

private enum TraceKey: InstrumentationContextKey {
  typealias Value = TraceContext
}

private enum AssignedTraceKey: InstrumentationContextKey {
  typealias Value = TraceContext
}

extension InstrumentationContext {
  /// The position in a trace that a span begins from.
  package var trace: TraceContext? {
    get { self[TraceKey.self] }
    set { self[TraceKey.self] = newValue }
  }

  /// The position that the next span is to have: others were told of it before the span could be recorded.
  package var assignedTrace: TraceContext? {
    get { self[AssignedTraceKey.self] }
    set { self[AssignedTraceKey.self] = newValue }
  }
}
