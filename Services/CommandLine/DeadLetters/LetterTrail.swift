package import Certificates
import FoundationEssentials
import Logging
import Messages
import PostgreSQLClient
import Vocabulary

/// The trail of what was done with letters: the table `operations.dead_letter_trail`, to which operators can add.
///
/// One session, which also holds the lock that keeps two from working on the same letters at once.
package struct LetterTrail: Sendable {
  package let connection: PostgreSQLConnection

  /// Opens the trail, runs the body, and closes it whatever comes of it.
  package static func with<Result: Sendable>(
    url: String, plainText: PlainText, _ body: (LetterTrail) async throws -> Result
  ) async throws -> Result {
    do {
      var configuration = try PostgreSQLConfiguration(url: url, applicationName: "coopt", plainText: plainText)
      // Whoever waits for somebody else's work waits as long as that takes.
      configuration.statementTimeout = nil
      configuration.lockTimeout = nil
      let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
      let connection = try await PostgreSQLConnection.connect(configuration, logger: logger)
      let result: Swift.Result<Result, any Error>
      do {
        result = .success(try await body(LetterTrail(connection: connection)))
      } catch {
        result = .failure(error)
      }
      await connection.close()
      return try result.get()
    } catch let error as PostgreSQLError {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: PostgreSQLError) -> CommandFailure {
    switch error.code {
    case .server("3F000"), .server(SQLState.undefinedTable):
      CommandFailure(
        .unavailable, "the database: \(error.message); run docker/postgres/roles.sql first, which makes the trail")
    default: CommandFailure(error)
    }
  }

  /// Writes steps down, all of them or, by throwing, none.
  package func write(_ deeds: [Deed], _ state: DeedState, by actor: Operator) async throws {
    guard !deeds.isEmpty else { return }
    let entries = try JSONLine.text(deeds.map(Entry.init))
    _ = try await connection.query(
      """
      insert into operations.dead_letter_trail (
        run_id, actor, reason, action, state, queue, letter_id, message_id, source, type, code, destination,
        content_hash, edited_hash, edited_fields, detail
      )
      select
        \(actor.run.description)::uuid, \(actor.name), \(actor.reason), entry.action, \(state.rawValue), entry.queue,
        entry.letter, entry."messageId", entry.source, entry.type, entry.code, entry.destination,
        decode(entry."contentHash", 'hex'), decode(entry."editedHash", 'hex'), entry."editedFields", entry.detail
      from jsonb_to_recordset(\(json: entries)) as entry (
        action text, queue text, letter text, "messageId" text, source text, type text, code text, destination text,
        "contentHash" text, "editedHash" text, "editedFields" text[], detail text
      )
      """)
  }

  /// Of some letters, those that somebody has finished with: what was done, and who did it.
  package func finished(_ letters: [DeadLetter]) async throws -> [String: String] {
    let ids = letters.filter(\.isUnique).map(\.id)
    guard !ids.isEmpty else { return [:] }
    let rows = try await connection.query(
      """
      select distinct on (letter_id) letter_id, action || ' by ' || actor
      from operations.dead_letter_trail
      where letter_id = any(\(ids)) and state = 'done' and action <> 'reveal'
      order by letter_id, entry_id
      """)
    var finished: [String: String] = [:]
    for row in rows {
      let (id, deed) = try row.decode((String, String).self)
      finished[id] = deed
    }
    return finished
  }

  /// Takes the lock of a queue's letters; `waiting` is called before it waits for somebody else.
  package func lock(_ queue: String, waiting: () throws -> Void) async throws {
    let isFree = try await connection.query(
      "select pg_try_advisory_lock(\(Self.lockClass)::int, hashtext(\(queue)))")[0].decode(Bool.self)
    guard !isFree else { return }
    try waiting()
    _ = try await connection.query("select pg_advisory_lock(\(Self.lockClass)::int, hashtext(\(queue)))::text")
  }

  /// Gives the lock of a queue's letters back.
  package func unlock(_ queue: String) async throws {
    _ = try await connection.query("select pg_advisory_unlock(\(Self.lockClass)::int, hashtext(\(queue)))")
  }

  /// Takes a place beside others who look, unless somebody works on the letters: then false.
  package func lockToLook(at queue: String) async throws -> Bool {
    try await connection.query(
      "select pg_try_advisory_lock_shared(\(Self.lockClass)::int, hashtext(\(queue)))")[0].decode(Bool.self)
  }

  /// Gives that place back.
  package func unlockFromLooking(at queue: String) async throws {
    _ = try await connection.query("select pg_advisory_unlock_shared(\(Self.lockClass)::int, hashtext(\(queue)))")
  }

  /// The first key of the locks: "dead" in ASCII.
  private static let lockClass = 0x6465_6164

  /// A step as it is written.
  private struct Entry: Encodable {
    let action: LetterAction
    let queue: String
    let letter: String
    let messageId: String?
    let source: String?
    let type: String?
    let code: String
    let destination: String?
    let contentHash: String
    let editedHash: String?
    let editedFields: [String]?
    let detail: String?

    init(_ deed: Deed) {
      let letter = deed.letter
      action = deed.action
      queue = letter.queue
      self.letter = letter.id
      messageId = letter.messageID?.storable
      source = letter.header?.source?.storable
      type = letter.type?.storable
      code = letter.code.rawValue.storable
      destination = deed.destination
      contentHash = letter.contentHash.hexadecimal
      editedHash = deed.edit?.contentHash.hexadecimal
      editedFields = deed.edit?.fields
      detail = deed.failure ?? letter.detail?.storable
    }
  }
}

extension String {
  /// The text without what PostgreSQL stores in none.
  fileprivate var storable: String { contains("\0") ? replacing("\0", with: "?") : self }
}

extension Data {
  /// Two lower-case digits a byte.
  package var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
