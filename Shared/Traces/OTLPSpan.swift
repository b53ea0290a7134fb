import Observability
import Synchronization
import Tracing

/// A span while it lasts; once it has ended, it waits for its export.
package final class OTLPSpan: Tracing.Span {
  private struct State {
    var name: String
    var attributes: SpanAttributes = [:]
    var events: [SpanEvent] = []
    var links: [SpanLink] = []
    var status: SpanStatus?
    var hasEnded = false
  }

  /// Attributes, events and links of a span at most; more are left out.
  private static let limit = 128

  /// What whoever continues the trace carries on.
  package let context: InstrumentationContext
  private let position: TraceContext
  private let parent: TraceContext?
  private let kind: SpanKind
  private let start: UInt64
  private let buffer: SpanBuffer
  private let state: Mutex<State>

  init(
    _ name: String, at position: TraceContext, parent: TraceContext?, in context: InstrumentationContext,
    kind: SpanKind, start: UInt64, buffer: SpanBuffer
  ) {
    var context = context
    context.trace = position
    context.assignedTrace = nil
    self.context = context
    self.position = position
    self.parent = parent
    self.kind = kind
    self.start = start
    self.buffer = buffer
    self.state = Mutex(State(name: name))
  }

  /// Whether anything that is said of it is kept.
  package var isRecording: Bool { position.isSampled && state.withLock { !$0.hasEnded } }

  /// What it is called.
  package var operationName: String {
    get { state.withLock { $0.name } }
    set { state.withLock { $0.name = newValue } }
  }

  /// What is known of it, by the names of OpenTelemetry's conventions.
  package var attributes: SpanAttributes {
    get { state.withLock { $0.attributes } }
    set { state.withLock { $0.attributes = newValue } }
  }

  /// Says how it ended.
  package func setStatus(_ status: SpanStatus) { state.withLock { $0.status = status } }

  /// Says that something happened meanwhile.
  package func addEvent(_ event: SpanEvent) {
    state.withLock { state in if state.events.count < Self.limit { state.events.append(event) } }
  }

  /// Leads to another span, of whatever trace.
  package func addLink(_ link: SpanLink) {
    state.withLock { state in if state.links.count < Self.limit { state.links.append(link) } }
  }

  /// Says that an error was met: its type alone, since a text may hold what is nobody's business.
  package func recordError<Instant: TracerInstant>(
    _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
  ) {
    var attributes = attributes
    attributes["exception.type"] = String(describing: type(of: error))
    addEvent(SpanEvent(name: "exception", at: instant(), attributes: attributes))
  }

  /// Ends it; a second end changes nothing.
  package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
    let state = state.withLock { state -> State? in
      defer { state.hasEnded = true }
      return state.hasEnded ? nil : state
    }
    guard let state, position.isSampled else { return }
    buffer.append(
      RecordedSpan(
        context: position, parent: parent, name: state.name, kind: kind, start: start,
        end: max(start, instant().nanosecondsSinceEpoch), attributes: state.attributes, events: state.events,
        links: state.links, status: state.status))
  }
}
