import MessageHandling
import Messages
import Observability
import Vocabulary

/// What the inbox knows a message by (CloudEvents: `source` and `id` together are unique).
struct InboxKey: Hashable, Comparable, Sendable {
  let messageID: MessageID
  let source: String

  /// The order in which rows are inserted, so that two processes with the same messages wait for each other in turn.
  static func < (left: Self, right: Self) -> Bool {
    left.messageID == right.messageID ? left.source < right.source : left.messageID < right.messageID
  }
}

/// What there is to know of a message beside its payload.
struct MessageIdentity: Sendable {
  let id: EnvelopeID
  let source: String
  let type: String
  let correlationID: String?
  /// Where it stands in its trace.
  let trace: MessageTrace
  /// When it was made.
  let time: Timestamp?
  /// Who decided by hand what it says (A2).
  let actor: String?

  /// The first message of the story that it belongs to.
  var storyID: String { correlationID ?? id.description }

  var key: InboxKey { InboxKey(messageID: id.messageID, source: source) }

  /// What messages caused by this one carry on.
  var cause: Emission.Cause {
    Emission.Cause(
      id: id.description,
      correlationID: storyID,
      trace: trace.handling,
      actor: actor
    )
  }
}
