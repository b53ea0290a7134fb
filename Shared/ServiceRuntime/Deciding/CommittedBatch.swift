import AMQPClient
import MessageHandling
import Observability
import Vocabulary

/// What a committed batch leaves to do.
struct CommittedBatch: Sendable {
  /// Deliveries that are done.
  var done: [Delivery.Tag] = []
  /// Deliveries that are done once their answer is on its way.
  var answered: [Delivery.Tag] = []
  /// Deliveries that go back to the queue after a while.
  var held: [Delivery.Tag] = []
  /// Answers, which the inbox keeps; the outbox does not.
  var replies: [OutgoingMessage] = []
  /// Messages owed to the broker.
  var outbox: OutboxRow?
  /// What handlers do about it, now that it is committed.
  var actions: [@Sendable () -> Void] = []
  /// What it caused as a part of traces that are recorded.
  var created: [EmittedMessage] = []
  /// The batch's own position, where it is recorded.
  var trace: TraceContext?
  /// What became of the deliveries, for metrics and logs.
  var outcomes: [MessageOutcome] = []
  /// Whether scheduled work may have something to do now.
  var mayMakeWorkDue = false
}

/// What became of one delivery.
struct MessageOutcome: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case handled, refused, duplicate
    case deadLettered = "dead-lettered"
  }

  let kind: Kind
  let type: String
  let messageID: String?
  let correlationID: String?
  /// When it was made, by its envelope.
  let time: Timestamp?
  /// Where it stands in its trace.
  let trace: MessageTrace?
  let code: String?
  let detail: String?
}
