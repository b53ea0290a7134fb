import RewardsBooks

extension LedgerMessage {
  /// In one line: what it is, whose, and when.
  private var line: String {
    [type, source.map { "from \($0)" }, time.map { "at \($0)" }].compactMap(\.self).joined(separator: " ")
  }

  /// A message by its id, with what is known of it, down to the webhooks that it came of.
  static func tree(_ id: String, _ message: LedgerMessage?, _ webhooks: [String: LedgerWebhook] = [:]) -> TextTree {
    guard let message else { return TextTree("message \(id)") }
    func origin(_ words: String, _ id: String) -> TextTree {
      TextTree("\(words) \(id)", webhooks[id].map { [$0.tree] } ?? [])
    }
    var origins: [TextTree] = []
    if let cause = message.causationId { origins.append(origin("caused by message", cause)) }
    if let first = message.correlationId, first != message.causationId, first != id {
      origins.append(origin("in the story of message", first))
    }
    return TextTree("message \(id), \(message.line)", origins)
  }
}
