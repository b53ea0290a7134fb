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

  init(row: Row) throws {
    self = try JSONDecoder().decode(PendingNotice.self, from: Data(row.decode(PostgreSQLJSON.self).bytes))
  }

  /// The row that it waits in, for one thing.
  func row(awaiting key: FactKey) throws -> PendingRow {
    PendingRow(
      id: notice.id, kind: notice.kind, awaited: key, notice: PostgreSQLJSON(try JSONBytes.encode(self)))
  }
}
