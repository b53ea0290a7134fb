import PostgreSQLClient
import Vocabulary

/// The newest profile of each member in a batch, and the charters that they signed.
package struct MemberProfiles: Sendable {
  private var newest: [MemberID: MemberProfile] = [:]
  private var signatures: Set<CharterSignature> = []

  mutating func note(_ profile: MemberProfile, charterVersion: String) {
    if newest[profile.memberID].map({ $0.revision < profile.revision }) ?? true { newest[profile.memberID] = profile }
    signatures.insert(CharterSignature(memberID: profile.memberID, charterVersion: charterVersion))
  }

  var statements: [Statement] {
    [MemberStatements.upsert(Array(newest.values)), MemberStatements.sign(Array(signatures))]
  }
}
