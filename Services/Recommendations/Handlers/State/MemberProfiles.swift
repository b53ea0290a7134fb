import PostgreSQLClient
import Vocabulary

/// The newest profile of each member in a batch, the charters that they signed, and what they are recognised by.
package struct MemberProfiles: Sendable {
  private var newest: [MemberID: MemberProfile] = [:]
  private var signatures: Set<CharterSignature> = []
  private var identified: [MemberID: MemberKeys] = [:]

  mutating func note(_ profile: MemberProfile, charterVersion: String) {
    if newest[profile.memberID].map({ $0.revision < profile.revision }) ?? true { newest[profile.memberID] = profile }
    signatures.insert(CharterSignature(memberID: profile.memberID, charterVersion: charterVersion))
  }

  /// Notes keys, if there are any: e-mail addresses beside those of other revisions, the rest in their place (R5).
  mutating func note(_ keys: [IdentityKey], of member: MemberID, revision: Int) {
    guard !keys.isEmpty else { return }
    let given = MemberKeys(memberID: member, revision: revision, identityKeys: keys)
    guard let known = identified[member] else {
      identified[member] = given
      return
    }
    let (newer, older) = known.revision <= revision ? (given, known) : (known, given)
    let former = older.identityKeys.filter { $0.kind == .email && !newer.identityKeys.contains($0) }
    identified[member] = MemberKeys(
      memberID: member, revision: newer.revision, identityKeys: newer.identityKeys + former)
  }

  var statements: [Statement] {
    var statements: [Statement] = []
    if !newest.isEmpty {
      statements += [MemberStatements.upsert(Array(newest.values)), MemberStatements.sign(Array(signatures))]
    }
    if !identified.isEmpty { statements.append(MemberStatements.identify(Array(identified.values))) }
    return statements
  }
}
