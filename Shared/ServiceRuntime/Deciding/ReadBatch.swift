import AMQPClient
import Messages
import Vocabulary

/// A batch of deliveries, read: what goes to which handler, and what goes to none.
struct ReadBatch {
  /// A delivery that no handler gets to see.
  struct Unhandled {
    let position: Int
    let identity: MessageIdentity?
    let messageID: String?
    let problem: Problem
    let reason: DeadLetterReason
  }

  let deliveries: [Delivery]
  /// The handlers' messages: events in the order in which the service lists their types, others in that in which their
  /// types first appeared.
  var groups: [(type: String, batch: any TypedBatch)] = []
  /// Who the handlers' messages are, by position.
  var identities: [Int: MessageIdentity] = [:]
  var unhandled: [Unhandled] = []
  /// Positions of questions, whether a handler gets to see them or not.
  var questions: Set<Int> = []
}
