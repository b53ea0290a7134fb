import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that a version of the charter came into force (M3).
package struct CharterPublishedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<CharterPublished>], in transaction: Transaction) async throws -> [String:
    Timestamp]
  {
    [:]
  }

  package func decide(
    _ message: Incoming<CharterPublished>, on versions: inout [String: Timestamp], emitting emission: inout Emission
  ) throws(Problem) {
    let charter = message.data
    versions[charter.charterVersion] = max(
      versions[charter.charterVersion] ?? charter.inForceSince, charter.inForceSince)
  }

  package func save(_ versions: [String: Timestamp]) -> [Statement] { [MemberStatements.publishCharters(versions)] }
}
