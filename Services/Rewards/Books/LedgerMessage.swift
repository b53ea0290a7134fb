import Messages

/// A message that the books follow from, and what it came of.
package struct LedgerMessage: Hashable, Sendable, Encodable {
  /// The message's own id.
  package let messageId: String
  /// What it says.
  package let type: String?
  /// Who sent it.
  package let source: String?
  /// When it was made.
  package let time: String?
  /// The message that it came of: of a hire the report of the outside system; nil where it came from outside itself.
  package let causationId: String?
  /// The first message of the story.
  package let correlationId: String?

  /// A message by its envelope; nil where that names none.
  package init?(_ envelope: EnvelopeHeader) {
    guard let id = envelope.id else { return nil }
    messageId = id
    type = envelope.type
    source = envelope.source
    time = envelope.time
    causationId = envelope.causationID
    correlationId = envelope.correlationID
  }
}
