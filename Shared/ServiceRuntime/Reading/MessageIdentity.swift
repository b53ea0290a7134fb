import MessageHandling
import Messages
import Observability
import Topology
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

/// What a message says and whose word it is: an id and a source are whatever its sender chose.
struct MessageWord: Hashable, Sendable {
  /// The type.
  let type: String
  /// The login; nil where a program handled it that did not keep it.
  let login: String?

  /// Whether another message of the same key is the same again, and not somebody else's under its id.
  func isSame(as other: MessageWord) -> Bool {
    guard type == other.type else { return false }
    guard let login, let otherLogin = other.login else { return true }
    return Senders.isSame(login, otherLogin)
  }
}

/// A message on its way into the inbox.
struct InboxEntry: Sendable {
  let key: InboxKey
  let word: MessageWord
  /// Where it stands in its batch.
  let position: Int

  init(_ identity: MessageIdentity, at position: Int) {
    key = identity.key
    word = identity.word
    self.position = position
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
  /// The login whose word it is: see `Envelope.login(reportingFor:)`.
  let login: String

  /// The first message of the story that it belongs to.
  var storyID: String { correlationID ?? id.description }

  var key: InboxKey { InboxKey(messageID: id.messageID, source: source) }

  var word: MessageWord { MessageWord(type: type, login: login) }

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
