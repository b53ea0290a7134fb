import Vocabulary

/// What there is to say of a letter without saying anything of its contents.
package struct LetterSummary: Encodable, Hashable, Sendable {
  /// What names it where it lies.
  package let id: String
  /// The queue that it lies in.
  package let queue: String
  /// The queue that refused it.
  package let lane: String?
  /// Why.
  package let code: String
  /// Its type, where it may be shown.
  package let type: String?
  /// The message's id, where it may be shown.
  package let messageId: String?
  /// What is wrong: names of fields, never values.
  package let detail: String?
  /// Since when it lies there, as far as is known.
  package let since: Timestamp?

  /// Sums a letter up.
  package init(_ letter: DeadLetter) {
    id = letter.id
    queue = letter.queue
    lane = letter.origin.lane
    code = letter.code.rawValue
    type = letter.type.map(Masked.type)
    messageId = letter.messageID.map(Masked.id)
    detail = letter.detail
    since = letter.since
  }

  /// A table of letters, the oldest first as they lie there.
  package static func lines(_ letters: [LetterSummary]) -> [String] {
    guard !letters.isEmpty else { return [] }
    var table = TextTable(["ID", "REFUSED BY", "CODE", "TYPE", "SINCE", "MESSAGE"])
    for letter in letters {
      table.add([
        letter.id, letter.lane ?? letter.queue, letter.code, letter.type ?? "-", letter.since?.description ?? "-",
        letter.messageId ?? "-",
      ])
    }
    return table.lines
  }
}

/// Letters that lie there for the same cause.
package struct LetterGroup: Encodable, Hashable, Sendable {
  /// The queue that they lie in.
  package let queue: String
  /// The queue that refused them.
  package let lane: String?
  /// Why.
  package let code: String
  /// Their type, where it may be shown.
  package let type: String?
  /// How many there are.
  package var count: Int
  /// Since when the first of them lies there, as far as is known.
  package var oldest: Timestamp?
  /// Since when the last of them does.
  package var newest: Timestamp?

  /// What its letters have in common.
  package var cause: LetterCause { LetterCause(queue: queue, lane: lane, code: code, type: type) }

  /// Groups letters by queue, code and type, the largest group first.
  package static func of(_ letters: [LetterSummary]) -> [LetterGroup] {
    var groups: [[String?]: LetterGroup] = [:]
    for letter in letters {
      let key = [letter.queue, letter.lane, letter.code, letter.type]
      var group =
        groups[key]
        ?? LetterGroup(queue: letter.queue, lane: letter.lane, code: letter.code, type: letter.type, count: 0)
      group.count += 1
      if let since = letter.since {
        group.oldest = min(group.oldest ?? since, since)
        group.newest = max(group.newest ?? since, since)
      }
      groups[key] = group
    }
    return groups.values.sorted {
      ($1.count, $0.queue, $0.code, $0.type ?? "") < ($0.count, $1.queue, $1.code, $1.type ?? "")
    }
  }

  /// A table of groups.
  package static func lines(_ groups: [LetterGroup]) -> [String] {
    guard !groups.isEmpty else { return ["no dead letters"] }
    var table = TextTable(
      ["COUNT", "REFUSED BY", "CODE", "TYPE", "OLDEST", "NEWEST"], alignments: [.right])
    for group in groups {
      table.add([
        "\(group.count)", group.lane ?? group.queue, group.code, group.type ?? "-", group.oldest?.description ?? "-",
        group.newest?.description ?? "-",
      ])
    }
    return table.lines
  }
}
