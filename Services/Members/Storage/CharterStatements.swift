import Failures
import MembersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `members.charters` and `members.charter_signatures`.
enum CharterStatements {
  /// A version signed by a member, at joining or again.
  struct Signature: Sendable {
    let memberID: MemberID
    let version: String
    let signedAt: Timestamp
  }

  /// The version in force.
  static let inForce: Statement =
    """
    select c.ordinal, c.charter_version, c.in_force_since
    from members.charters c
    order by c.ordinal desc
    limit 1
    """

  static func insert(_ charters: [Charter]) -> Statement {
    """
    insert into members.charters (ordinal, charter_version, in_force_since)
    select * from unnest(\(charters.map(\.ordinal)), \(charters.map(\.version)), \(charters.map(\.inForceSince)))
    """
  }

  static func insert(_ signatures: [Signature]) -> Statement {
    """
    insert into members.charter_signatures (member_id, charter_version, signed_at)
    select * from unnest(\(signatures.map(\.memberID)), \(signatures.map(\.version)), \(signatures.map(\.signedAt)))
    """
  }

  /// Reads the answer to `inForce`.
  ///
  /// A migration made sure that there is one; throws `NothingInForce` where its row is gone.
  static func charter(_ rows: ResultSet) throws -> Charter {
    guard let row = rows.first else { throw NothingInForce(subject: "charter") }
    let (ordinal, version, inForceSince) = try row.decode((Int, String, Timestamp).self)
    return Charter(ordinal: ordinal, version: version, inForceSince: inForceSince)
  }
}
