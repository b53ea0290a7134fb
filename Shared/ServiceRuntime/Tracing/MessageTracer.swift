import MessageHandling
import Observability
import Topology
import Traces
import Tracing
import Vocabulary

/// Records what became of messages whose traces are recorded, by OpenTelemetry's conventions for messaging.
///
/// A message has a span for its making (`create`) and, in each service, one for its handling (`process`), which hang on each
/// other from the first report to the last notification. A batch is in a trace of its own, to which and from which links
/// lead: it has as many causes as messages. All of it is recorded once a transaction is committed; what failed and was
/// tried again leaves a number, no error.
struct MessageTracer: Sendable {
  let tracer: any Tracer

  /// Records a committed batch, and gives it the position of its own span.
  func record(_ committed: inout CommittedBatch, of queue: String, since began: Timestamp, failures: Int) {
    let recorded = committed.outcomes.filter { $0.trace?.handling.isSampled == true }
    guard !recorded.isEmpty || !committed.created.isEmpty else { return }
    let trace = TraceContext(isSampled: true)
    committed.trace = trace
    let batch = begin("process \(queue)", as: trace, after: nil, kind: .consumer, at: began)
    batch.attributes = Self.attributes("process", destination: queue)
    batch.attributes["messaging.batch.message_count"] = committed.outcomes.count
    if failures > 0 { batch.attributes["coopt.retries"] = failures }
    for outcome in recorded {
      if let received = outcome.trace?.received { batch.addLink(Self.link(to: received)) }
      record(outcome, of: queue, in: trace, since: began)
    }
    batch.end()
    record(committed.created)
  }

  private func record(_ outcome: MessageOutcome, of queue: String, in batch: TraceContext, since began: Timestamp) {
    guard let trace = outcome.trace else { return }
    let span = begin("process \(queue)", as: trace.handling, after: trace.received, kind: .consumer, at: began)
    var attributes = Self.attributes("process", destination: queue)
    attributes["messaging.message.id"] = outcome.messageID
    attributes["messaging.message.conversation_id"] = outcome.correlationID
    attributes["coopt.message.type"] = outcome.type
    attributes["coopt.outcome"] = outcome.kind.rawValue
    attributes["coopt.code"] = outcome.code
    span.attributes = attributes
    span.addLink(Self.link(to: batch))
    // A refusal is an answer as good as any; a message that is given up is nobody's.
    if outcome.kind == .deadLettered {
      span.attributes["error.type"] = outcome.code
      span.setStatus(SpanStatus(code: .error, message: outcome.code))
    }
    span.end()
  }

  /// Records messages that were made, from the instant of their decision to its commit.
  func record(_ created: [EmittedMessage]) {
    for message in created {
      let destination = message.exchange.rawValue
      let span = begin(
        "create \(destination)", as: message.trace, after: message.parent, kind: .producer, at: message.time)
      span.attributes = Self.attributes("create", destination: destination)
      span.attributes["messaging.message.id"] = message.id.description
      span.attributes["coopt.message.type"] = message.type
      span.end()
    }
  }

  /// Records that what was made was sent, and that the broker confirmed it or that it stays owed.
  func recordSending(
    _ created: [EmittedMessage], in row: OutboxRow, of batch: TraceContext?, since began: Timestamp, isConfirmed: Bool
  ) {
    let position = batch?.child() ?? TraceContext(isSampled: true)
    let span = begin("send outbox", as: position, after: batch, kind: .client, at: began)
    span.attributes = Self.attributes("send", destination: nil)
    span.attributes["messaging.batch.message_count"] = row.messages.reduce(0) { $0 + $1.eventCount }
    span.attributes["coopt.confirmed"] = isConfirmed
    for message in created { span.addLink(Self.link(to: message.trace)) }
    span.end()
  }

  private func begin(
    _ name: String, as position: TraceContext, after parent: TraceContext?, kind: SpanKind, at instant: Timestamp
  ) -> any Span {
    var context = InstrumentationContext.topLevel
    context.trace = parent
    context.assignedTrace = position
    return tracer.startSpan(name, context: context, ofKind: kind, at: Instant(instant))
  }

  private static func link(to trace: TraceContext) -> SpanLink {
    var context = InstrumentationContext.topLevel
    context.trace = trace
    return SpanLink(context: context, attributes: [:])
  }

  private static func attributes(_ operation: String, destination: String?) -> SpanAttributes {
    var attributes: SpanAttributes = [
      "messaging.system": "rabbitmq", "messaging.operation.name": .string(operation),
      "messaging.operation.type": .string(operation),
    ]
    attributes["messaging.destination.name"] = destination
    return attributes
  }

  /// An instant as traces tell it.
  private struct Instant: TracerInstant {
    let nanosecondsSinceEpoch: UInt64

    init(_ time: Timestamp) {
      nanosecondsSinceEpoch = UInt64(max(0, time.microseconds)) * 1000
    }

    static func < (left: Self, right: Self) -> Bool { left.nanosecondsSinceEpoch < right.nanosecondsSinceEpoch }
  }
}
