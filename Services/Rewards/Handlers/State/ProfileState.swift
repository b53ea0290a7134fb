import FoundationEssentials
import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// The profiles that a batch brings, who they are, and the bonuses that wait for them.
package struct ProfileState: Sendable {
  private var profiles: [MemberID: MemberProfile]
  private var changed: Set<MemberID> = []
  private(set) var persons: Persons
  private let knownLinks: Set<UUID>
  private var rewards: RewardBook
  private let waiting: [MemberID: [RewardID]]

  /// Members that are locked, and the bonuses that wait for their profiles.
  struct Locked: Sendable {
    fileprivate let profiles: [MemberID: MemberProfile]
    fileprivate let persons: Persons
    fileprivate let knownLinks: Set<UUID>
    fileprivate let waiting: [RewardID]

    /// Those who are the same person as some members, as it was known before, and as `persons` say now.
    func memberships(of members: [MemberID], and persons: [PersonID]) -> Set<MemberID> {
      Set((members + persons.map { MemberID(rawValue: $0.rawValue) }).flatMap(self.persons.memberships))
    }
  }

  /// Locks the members before it looks for waiting bonuses: a hire handled at the same time either sees the profile or
  /// is seen here.
  ///
  /// `settling` are those whose held bonuses are to get an option.
  static func lock(
    _ members: [MemberID], persons: [PersonID], settling: [MemberID] = [], in transaction: Transaction
  ) async throws -> Locked {
    let members = Set(members).sorted()
    let results = try await transaction.query(
      MemberStatements.lock(members, for: .update) + [
        PersonStatements.lock(members, and: Set(persons).sorted()),
        RewardStatements.selectWaiting(forProfilesOf: members), RewardStatements.selectHeld(of: Set(settling).sorted()),
      ])
    let links = try PersonStatements.links(results[2])
    return Locked(
      profiles: try MemberStatements.profiles(results[1]), persons: Persons(links),
      knownLinks: Set(links.map(\.alias)),
      waiting: try results[3].decode(RewardID.self) + results[4].decode(RewardID.self))
  }

  /// Locks and reads what the waiting bonuses need.
  static func load(
    _ locked: Locked, preferences: [RewardPreference], at now: Timestamp, in transaction: Transaction
  ) async throws -> ProfileState {
    let rewards = try await RewardBook.load(
      RewardBook.Scope(rewards: Set(locked.waiting), preferences: preferences), at: now, in: transaction)
    return ProfileState(
      profiles: locked.profiles, persons: locked.persons, knownLinks: locked.knownLinks, rewards: rewards,
      waiting: Dictionary(grouping: rewards.rewards.values, by: \.memberID).mapValues { $0.map(\.id).sorted() })
  }

  private init(
    profiles: [MemberID: MemberProfile], persons: Persons, knownLinks: Set<UUID>, rewards: RewardBook,
    waiting: [MemberID: [RewardID]]
  ) {
    self.profiles = profiles
    self.persons = persons
    self.knownLinks = knownLinks
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
    for reward in waiting[member] ?? [] where rewards.rewards[reward]?.holdReason == .profileUnknown {
      rewards.reconsider(reward, for: profile, because: message, emitting: &emission)
    }
  }

  /// Takes note of who a member is, and who turned out to be them (M5); what stands already stays, whatever turns out.
  mutating func learn(_ person: PersonID?, and former: [PersonID]?, of member: MemberID) {
    guard let person else { return }
    persons.learn(member, is: person)
    for former in former ?? [] { persons.learn(MemberID(rawValue: former.rawValue), is: person) }
  }

  /// Settles what a member's bonuses wait for by the option that a message brings, and not by a newer one (W3).
  mutating func apply(
    _ preference: RewardPreference, toHeldOf member: MemberID, because message: MessageID,
    emitting emission: inout Emission
  ) {
    let profile = MemberProfile(revision: 1, preference: preference)
    for reward in waiting[member] ?? [] {
      rewards.reconsider(reward, for: profile, because: message, emitting: &emission)
    }
  }

  /// What makes it true.
  var statements: [Statement] {
    let profiles = changed.sorted().map { ($0, self.profiles[$0] ?? MemberProfile()) }
    return (profiles.isEmpty ? [] : [MemberStatements.update(profiles)])
      + PersonStatements.save(persons, known: knownLinks) + rewards.statements
  }
}
