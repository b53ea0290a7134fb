import Messages
import PostgreSQLClient
import Topology
import Vocabulary

/// What a service has handled since a letter was put aside, as its inbox tells.
package struct Meanwhile: Sendable {
  /// Letters whose message was handled under the same id and source: sent again, they change nothing.
  package private(set) var handled: [String: Timestamp] = [:]
  /// How many messages of the letters' types were handled since the oldest of them, and when the last one was.
  package private(set) var sameType: [(type: String, count: Int, last: Timestamp)] = []
  /// Services whose inbox this login may not read.
  package private(set) var unknown: [String] = []

  /// Asks the inboxes of the services that refused these letters.
  package static func of(_ letters: [DeadLetter], in connection: PostgreSQLConnection) async throws -> Meanwhile {
    var meanwhile = Meanwhile()
    let services = Dictionary(grouping: letters) { $0.origin.lane?.prefix { $0 != "." }.description }
    for service in ServiceName.allCases {
      guard let letters = services[service.rawValue], let schema = SQLIdentifier(service.rawValue) else { continue }
      do {
        try await meanwhile.ask(schema, letters, connection)
      } catch let error as PostgreSQLError where error.isRefusal {
        meanwhile.unknown.append(service.rawValue)
      }
    }
    return meanwhile
  }

  private mutating func ask(
    _ schema: SQLIdentifier, _ letters: [DeadLetter], _ connection: PostgreSQLConnection
  ) async throws {
    var known: [String: String] = [:]
    var (ids, sources): ([String], [String]) = ([], [])
    for letter in letters {
      guard let id = letter.header?.id.map({ EnvelopeID($0).messageID.description }), let source = letter.header?.source
      else { continue }
      known["\(id) \(source)"] = letter.id
      ids.append(id)
      sources.append(source)
    }
    let rows = try await connection.query(
      """
      select message_id::text || ' ' || source, (extract(epoch from received_at) * 1000000)::bigint
      from \(identifier: schema).inbox
      join unnest(\(ids)::text[]::uuid[], \(sources)::text[]) as asked (message_id, source) using (message_id, source)
      """)
    for row in rows {
      let (key, instant) = try row.decode((String, Int64).self)
      if let letter = known[key] { handled[letter] = Timestamp(microseconds: instant) }
    }
    try await count(schema, letters, connection)
  }

  private mutating func count(
    _ schema: SQLIdentifier, _ letters: [DeadLetter], _ connection: PostgreSQLConnection
  ) async throws {
    let types = Set(letters.compactMap(\.type)).sorted()
    guard let oldest = letters.compactMap(\.since).min(), !types.isEmpty else { return }
    let rows = try await connection.query(
      """
      select type, count(*), (extract(epoch from max(received_at)) * 1000000)::bigint
      from \(identifier: schema).inbox
      where type = any(\(types)) and received_at > 'epoch'::timestamptz + \(oldest.microseconds) * interval '1 microsecond'
      group by type
      order by type
      """)
    for row in rows {
      let (type, count, last) = try row.decode((String, Int, Int64).self)
      sameType.append((type, count, Timestamp(microseconds: last)))
    }
  }
}

extension PostgreSQLError {
  /// Whether the login may not look there, or there is nothing to look at.
  fileprivate var isRefusal: Bool {
    switch code {
    case .server(SQLState.insufficientPrivilege), .server(SQLState.undefinedTable), .server("3F000"): true
    default: false
    }
  }
}
