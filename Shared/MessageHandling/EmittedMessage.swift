public import FoundationEssentials
import Observability
public import Topology
public import Vocabulary

/// A message that a decision causes: its envelope written, and where it goes.
///
/// The outbox gives it the broker's form.
public struct EmittedMessage: Sendable {
  /// Its own id.
  public let id: MessageID
  /// Where it goes.
  public let exchange: Exchange
  /// Where it goes to within its exchange.
  public let routingKey: String
  /// The message type's text.
  public let type: String
  /// When it was decided.
  public let time: Timestamp
  /// Its place in the story's trace (W3C).
  public let traceParent: String
  /// The same, as it was made.
  package let trace: TraceContext
  /// The place of the handling that caused it; nil where a trace begins with it.
  package let parent: TraceContext?
  /// The envelope in structured mode.
  public let body: Data
  /// The place of what caused it among the others of its batch.
  let rank: Int
}
