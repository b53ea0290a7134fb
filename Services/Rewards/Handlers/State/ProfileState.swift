import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The profiles that a batch brings, and the bonuses that wait for them.
package struct ProfileState: Sendable {
  private var profiles: [MemberID: MemberProfile]
  private var changed: Set<MemberID> = []
  private var rewards: RewardBook
  private let waiting: [MemberID: [RewardID]]

  /// Members that are locked, and the bonuses that wait for their profiles.
  struct Locked: Sendable {
    fileprivate let profiles: [MemberID: MemberProfile]
    fileprivate let waiting: [RewardID]
  }

  /// Locks the members before it looks for waiting bonuses: a hire handled at the same time either sees the profile or
  /// is seen here.
  static func lock(_ members: [MemberID], in transaction: Transaction) async throws -> Locked {
    let members = Set(members).sorted()
    let results = try await transaction.query(
      MemberStatements.lock(members, for: .update) + [RewardStatements.selectWaiting(forProfilesOf: members)])
    return Locked(
      profiles: try MemberStatements.profiles(results[1]), waiting: try results[2].decode(RewardID.self))
  }

  /// Locks and reads what the waiting bonuses need.
  static func load(
    _ locked: Locked, preferences: [RewardPreference], at now: Timestamp, in transaction: Transaction
  ) async throws -> ProfileState {
    let rewards = try await RewardBook.load(
      RewardBook.Scope(rewards: Set(locked.waiting), preferences: preferences), at: now, in: transaction)
    return ProfileState(
      profiles: locked.profiles, rewards: rewards,
      waiting: Dictionary(grouping: rewards.rewards.values, by: \.memberID).mapValues { $0.map(\.id).sorted() })
  }

  private init(
    profiles: [MemberID: MemberProfile], rewards: RewardBook, waiting: [MemberID: [RewardID]]
  ) {
    self.profiles = profiles
    self.rewards = rewards
    self.waiting = waiting
  }

  /// Takes note of a profile unless a newer one is known, and settles what waited for it.
  mutating func take(
    _ preference: RewardPreference?, revision: Int, of member: MemberID, because message: MessageID,
    emitting emission: inout Emission
  ) {
    var profile = profiles[member] ?? MemberProfile()
    guard revision > profile.revision else { return }
    profile.revision = revision
    profile.preference = preference
    profiles[member] = profile
    changed.insert(member)
    for reward in waiting[member] ?? [] {
      rewards.reconsider(reward, for: profile, because: message, emitting: &emission)
    }
  }

  /// What makes it true.
  var statements: [Statement] {
    guard !changed.isEmpty else { return [] }
    return [MemberStatements.update(changed.sorted().map { ($0, profiles[$0] ?? MemberProfile()) })]
      + rewards.statements
  }
}
