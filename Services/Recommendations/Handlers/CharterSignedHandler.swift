import Messages
import PostgreSQLClient
import MessageHandling

/// Learns that a member signed a version of the charter (M3).
package struct CharterSignedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<CharterSigned>], in transaction: Transaction) async throws
    -> [CharterSignature]
  {
    []
  }

  package func decide(
    _ message: Incoming<CharterSigned>, on signatures: inout [CharterSignature], emitting emission: inout Emission
  ) throws(Problem) {
    signatures.append(
      CharterSignature(memberID: message.data.memberId, charterVersion: message.data.charterVersion))
  }

  package func save(_ signatures: [CharterSignature]) -> [Statement] { [MemberStatements.sign(signatures)] }
}
