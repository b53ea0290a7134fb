import Vocabulary

/// Which letters are meant.
package struct LetterFilter: Hashable, Sendable {
  /// Ids of letters or of messages, or beginnings of such, four characters of them at least; empty means any.
  package var ids: [String] = []
  /// The queue that refused them, or its service; nil means any.
  package var lane: String?
  /// The type, or its name, such as `join`; nil means any.
  package var type: String?
  /// Why they lie there; nil means any.
  package var code: String?
  /// A text in the detail, such as the name of a field; nil means any.
  package var detail: String?
  /// The group that they are of; nil means any.
  package var cause: LetterCause?
  /// Older than this.
  package var before: Timestamp?
  /// Not older than this.
  package var after: Timestamp?

  package init() {}

  /// Letters by ids, or how these begin, and by the name of a queue that refused them, where it is one.
  package init(ids: [String], queue: String?) throws(CommandFailure) {
    if let short = ids.first(where: { $0.count < 4 }) {
      throw CommandFailure(
        .usage, "'\(short)' is too short: give four characters of a letter's or a message's id at least")
    }
    self.ids = ids.map { $0.lowercased() }
    lane = queue.flatMap { !LetterQueue.all.contains($0) && $0.contains(".") ? $0 : nil }
  }

  /// Whether a letter is meant; one whose age nobody knows is older and newer than nothing.
  package func takes(_ letter: DeadLetter) -> Bool {
    takesID(letter) && takesLane(letter) && takesType(letter) && (code == nil || letter.code.rawValue == code)
      && (cause.map { LetterCause(LetterSummary(letter)) == $0 } ?? true)
      && (detail.map { letter.detail?.contains($0) == true } ?? true)
      && (before.map { limit in letter.since.map { $0 < limit } == true } ?? true)
      && (after.map { limit in letter.since.map { $0 >= limit } == true } ?? true)
  }

  private func takesID(_ letter: DeadLetter) -> Bool {
    ids.isEmpty || ids.contains { letter.id.hasPrefix($0) || letter.messageID?.lowercased().hasPrefix($0) == true }
  }

  private func takesLane(_ letter: DeadLetter) -> Bool {
    guard let lane else { return true }
    return letter.origin.lane == lane || letter.queue == lane
  }

  private func takesType(_ letter: DeadLetter) -> Bool {
    guard let type else { return true }
    guard let text = letter.type else { return false }
    return text == type || text.split(separator: ".").dropFirst(2).first.map { $0 == type } == true
  }
}
