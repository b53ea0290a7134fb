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

  /// In one line: what it is, whose, and when.
  private var line: String {
    [type, source.map { "from \($0)" }, time.map { "at \($0)" }].compactMap(\.self).joined(separator: " ")
  }

  /// A message by its id, with what is known of it.
  static func tree(_ id: String, _ message: LedgerMessage?) -> TextTree {
    guard let message else { return TextTree("message \(id)") }
    var origins: [TextTree] = []
    if let cause = message.causationId { origins.append(TextTree("caused by message \(cause)")) }
    if let first = message.correlationId, first != message.causationId, first != id {
      origins.append(TextTree("in the story of message \(first)"))
    }
    return TextTree("message \(id), \(message.line)", origins)
  }
}
