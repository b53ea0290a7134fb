import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Who joins becomes known with the default option, and scores for the sponsor, once per person (W3, W7, M5).
package struct MemberJoinedHandler: EventHandler {
  /// Profiles, and the sponsors' points.
  package struct State: Sendable {
    fileprivate var profiles: ProfileState
    fileprivate var points: PointsState
  }

  /// The revision of the profile that a member joins with; later ones are greater.
  private static let firstRevision = 1

  package init() {}

  package func load(_ messages: [Incoming<MemberJoined>], in transaction: Transaction) async throws -> State {
    let now = messages[0].receivedAt
    let former = messages.flatMap { $0.data.formerPersonIds ?? [] }
    let members = messages.map(\.data.memberId) + former.map { MemberID(rawValue: $0.rawValue) }
    let persons = messages.compactMap(\.data.personId)
    let awards = messages.compactMap { message in
      message.data.sponsorId.map { (member: $0, cause: CauseID.joining(message.data.memberId)) }
    }
    let locked = try await ProfileState.lock(members, persons: persons, in: transaction)
    let points = try await PointsState.load(
      awards, and: locked.memberships(of: members, and: persons).sorted().map { .joining($0) }, at: now, in: transaction
    )
    let profiles = try await ProfileState.load(
      locked, preferences: messages.compactMap(\.data.rewardOption), at: now, in: transaction)
    return State(profiles: profiles, points: points)
  }

  package func decide(
    _ message: Incoming<MemberJoined>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    let joined = message.data
    state.profiles.take(
      joined.rewardOption, revision: Self.firstRevision, of: joined.memberId, because: message.id,
      emitting: &emission)
    state.profiles.learn(joined.personId, and: joined.formerPersonIds, of: joined.memberId)
    let memberships = state.profiles.persons.memberships(of: joined.memberId)
    guard let sponsor = joined.sponsorId, !memberships.contains(where: { state.points.hasScored(.joining($0)) }) else {
      return
    }
    state.points.award(
      .sponsoredMemberJoined, to: sponsor, for: .joining(joined.memberId), because: message.id, emitting: &emission)
  }

  package func save(_ state: State) -> [Statement] { state.profiles.statements + state.points.statements }
}
