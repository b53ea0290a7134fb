import FoundationEssentials
import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// A notice with the story that it belongs to, as it is stored while it waits.
struct PendingNotice: Codable, Sendable {
  let notice: Notice
  let story: Story

  init(_ notice: Notice, in story: Story) {
    self.notice = notice
    self.story = story
  }

  init(_ json: PostgreSQLJSON) throws {
    self = try JSONBytes.decode(PendingNotice.self, from: Data(json.bytes))
  }

  /// The row that it waits in, for one thing.
  func row(awaiting awaited: Awaited) throws -> PendingRow {
    PendingRow(
      id: notice.id, kind: notice.kind, awaited: awaited, topic: notice.topic, tells: notice.place?.tells,
      notice: PostgreSQLJSON(try JSONBytes.encode(self)))
  }
}

/// What a notice comes to by what is known.
enum NoticeFate {
  /// It is told now.
  case told
  /// It waits.
  case waits(Awaited)
  /// It is not to be told any more.
  case void
}

extension Facts {
  /// What a notice comes to at an instant; one that has waited for its turn is told at `until` at the latest.
  func fate(of notice: Notice, until: Timestamp? = nil, at now: Timestamp) -> NoticeFate {
    switch readiness(for: notice.needs) {
    case .void: return .void
    case .waits(let key): return .waits(Awaited(key: key, until: nil))
    case .ready:
      guard let place = notice.place, let turn = turn(of: place, on: notice.topic, until: until, at: now) else {
        return .told
      }
      return .waits(Awaited(key: turn.key, until: turn.until))
    }
  }
}
