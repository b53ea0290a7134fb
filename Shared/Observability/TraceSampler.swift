/// Which traces are recorded (OpenTelemetry, `OTEL_TRACES_SAMPLER`).
package struct TraceSampler: Sendable {
  /// How a trace is judged that nobody has judged before.
  package enum Root: Sendable {
    case always
    case never
    /// A part of all traces, told by their ids: every service comes to the same.
    case ratio(Double)
  }

  private let atRoot: Root
  /// Whether whoever began a trace decides for everybody.
  private let followsParent: Bool
  /// Traces whose id is below it are recorded; 63 bits of it count.
  private let bound: UInt64

  /// A sampler that judges as said.
  package init(_ root: Root, followsParent: Bool) {
    self.atRoot = root
    self.followsParent = followsParent
    if case .ratio(let ratio) = root { bound = UInt64(max(0, min(1, ratio)) * 0x1p63) } else { bound = 0 }
  }

  /// Whether what comes from elsewhere is recorded here.
  package func samples(_ parent: TraceContext) -> Bool { followsParent ? parent.isSampled : judges(parent) }

  /// The position of what is made of a message here: one of its own where it is recorded.
  package func continued(_ parent: TraceContext) -> TraceContext {
    samples(parent) ? parent.child().marked(isSampled: true) : parent.marked(isSampled: false)
  }

  /// The first position of a trace that begins here.
  package func root() -> TraceContext {
    let context = TraceContext()
    return judges(context) ? context.marked(isSampled: true) : context
  }

  private func judges(_ context: TraceContext) -> Bool {
    switch atRoot {
    case .always: true
    case .never: false
    case .ratio: context.ratioBits >> 1 < bound
    }
  }
}
