import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The newest profile of each member that a batch tells of.
package struct NewestProfiles: Sendable {
  private var profiles: [MemberID: MemberStatements.ProfileRow] = [:]

  /// Keeps a profile, unless a newer one is kept already; a joining instant that was told stays.
  mutating func keep(_ profile: MemberStatements.ProfileRow) {
    guard var known = profiles[profile.memberID] else {
      profiles[profile.memberID] = profile
      return
    }
    let joinedAt = known.joinedAt ?? profile.joinedAt
    if profile.revision > known.revision { known = profile }
    known.joinedAt = joinedAt
    profiles[profile.memberID] = known
  }

  /// The statements that take the profiles over, and note who may have become eligible.
  func save() -> [Statement] {
    guard !profiles.isEmpty else { return [] }
    return [
      MemberStatements.upsert(profiles: Array(profiles.values)),
      EligibilityChangeStatements.insert(profiles.keys.sorted()),
    ]
  }
}
