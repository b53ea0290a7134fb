import Observability

/// Where a message stands in its trace.
package struct MessageTrace: Sendable {
  /// Where whoever sent it says it stands; nil where a trace begins here.
  package let received: TraceContext?
  /// Where its handling stands: what it causes hangs on that.
  package let handling: TraceContext

  /// Reads what a message says; without a sampler nobody records anything, and the trace is passed on as it is.
  package init(parent: String?, state: String?, sampler: TraceSampler?) {
    received = parent.flatMap { TraceContext(traceParent: $0, traceState: state) }
    if let sampler {
      handling = received.map(sampler.continued) ?? sampler.root()
    } else {
      handling = received ?? TraceContext()
    }
  }
}
