import Observability
import Tracing

/// A span that is over, as it goes to the collector.
struct RecordedSpan: Sendable {
  let context: TraceContext
  let parent: TraceContext?
  let name: String
  let kind: SpanKind
  let start: UInt64
  let end: UInt64
  let attributes: SpanAttributes
  let events: [SpanEvent]
  let links: [SpanLink]
  let status: SpanStatus?
}
