import PostgreSQLClient
import Vocabulary

/// A step of the trail, as it is read.
package struct TrailEntry: Encodable, Sendable {
  /// When it was written, by the database's clock.
  package let at: Timestamp
  /// Who did it, in their own words.
  package let actor: String
  /// Who did it, by the login of the database.
  package let login: String
  /// Why.
  package let reason: String
  /// What was done.
  package let action: String
  /// How far it came.
  package let state: String
  /// The letter.
  package let letter: String
  /// The queue that it lay in.
  package let queue: String
  /// The message's id.
  package let messageId: String?
  /// Where it went.
  package let destination: String?
  /// The fields that were changed.
  package let editedFields: [String]?
  /// The call of the program.
  package let run: String

  /// The newest steps, the oldest of them first; of one letter or message where an id is given.
  package static func newest(_ count: Int, of id: String?, in trail: LetterTrail) async throws -> [TrailEntry] {
    let rows = try await trail.connection.query(
      """
      select
        (extract(epoch from recorded_at) * 1000000)::bigint, actor, login, reason, action, state, letter_id, queue,
        message_id, destination, edited_fields, run_id::text
      from operations.dead_letter_trail
      where \(id)::text is null or letter_id = \(id) or message_id = \(id)
      order by entry_id desc
      limit \(count)
      """)
    return try rows.map(TrailEntry.init).reversed()
  }

  private init(_ row: Row) throws {
    let instant: Int64
    (instant, actor, login, reason, action, state, letter, queue, messageId, destination, editedFields, run) =
      try row.decode(
        (
          Int64, String, String, String, String, String, String, String, String?, String?, [String]?, String
        ).self)
    at = Timestamp(microseconds: instant)
  }

  /// A table of steps.
  package static func lines(_ entries: [TrailEntry]) -> [String] {
    guard !entries.isEmpty else { return ["nothing was done yet"] }
    var table = TextTable(["AT", "WHO", "DID", "LETTER", "OF", "TO", "WHY"])
    for entry in entries {
      let deed = entry.state == "done" ? entry.action : "\(entry.action) (\(entry.state))"
      table.add([
        entry.at.description, entry.actor, deed, entry.letter, entry.queue, entry.destination ?? "-", entry.reason,
      ])
    }
    return table.lines
  }
}
