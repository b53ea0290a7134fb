import RewardsBooks

extension LedgerMessage {
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
