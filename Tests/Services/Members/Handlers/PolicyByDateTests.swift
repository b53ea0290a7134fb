import MembersService
import Messages
import PolicyVersions
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("The members policy by date")
struct PolicyByDateTests {
  private let start = Timestamp("2026-11-24T10:00:00Z")!
  private let date = Timestamp("2026-12-24T10:00:00Z")!
  private var justBefore: Timestamp { Timestamp(microseconds: date.microseconds - 1) }

  private func change(
    _ community: Community, _ change: ChangeMembersPolicy, at now: Timestamp? = nil
  ) async throws -> Result<PolicyVersion, Problem> {
    try await community.db.handle(ChangePolicyHandler(), [change], at: now ?? start).decisions[0]
  }

  private func cancel(_ community: Community, _ version: Int) async throws -> Result<CancelledPolicyVersions, Problem> {
    let command = CancelMembersPolicyChange(version: version)
    return try await community.db.handle(CancelPolicyChangeHandler(), [command], at: start).decisions[0]
  }

  private func policy(_ community: Community, at now: Timestamp) async throws -> MembersPolicy {
    try await community.db.handle(GetPolicyHandler(), [GetMembersPolicy()], at: now).decisions[0].get()
  }

  /// How many days an invitation lasts that is made at an instant.
  private func validity(_ community: Community, at now: Timestamp) async throws -> Double {
    let command = InviteMember(email: EmailAddress("\(MemberID.make())@example.org")!)
    let handler = InviteMemberHandler(identity: Community.identity)
    let invitation = try await community.db.handle(handler, [command], at: now).decisions[0].get()
    return Double(invitation.expiresAt.microseconds - now.microseconds) / 86_400_000_000
  }

  @Test("M1: a scheduled validity is that of invitations from its instant on")
  func invitations() async throws {
    try await Community.with { community in
      let changed = try await change(community, ChangeMembersPolicy(invitationValidityDays: 7, inForceFrom: date))
      #expect(try changed.get() == PolicyVersion(version: 2, inForceFrom: date))
      #expect(try await validity(community, at: justBefore) == 30)
      #expect(try await validity(community, at: date) == 7)
      let scheduled = MembersPolicy(
        MembershipTerms(version: 2, invitationValidityDays: 7, timeZone: "Europe/Paris"), inForceFrom: date)
      #expect(try await policy(community, at: justBefore).version == 1)
      #expect(try await policy(community, at: justBefore).upcoming == [scheduled])
      let inForce = MembersPolicy(
        MembershipTerms(version: 2, invitationValidityDays: 7, timeZone: "Europe/Paris"), inForceFrom: date)
      #expect(try await policy(community, at: date) == inForce)
    }
  }

  @Test("M6: a day is that of the time zone in force when the visit is recorded")
  func visits() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      _ = try await change(community, ChangeMembersPolicy(timeZone: "Pacific/Auckland", inForceFrom: date))
      func day(of visit: String, at now: Timestamp) async throws -> [String] {
        let command = RecordVisit(memberId: ada, at: Timestamp(visit)!)
        let outcome = try await community.db.handle(RecordVisitHandler(), [command], at: now)
        return try outcome.events(MemberVisited.self).map(\.day.rawValue)
      }
      #expect(try await day(of: "2026-12-20T18:00:00Z", at: justBefore) == ["2026-12-20"])
      #expect(try await day(of: "2026-12-20T18:00:00Z", at: date) == ["2026-12-21"])
    }
  }

  @Test("M6, W6: a change is told once accepted, with its date; so is a cancellation; a refusal tells nothing")
  func told() async throws {
    try await Community.with { community in
      func told(_ commands: ChangeMembersPolicy...) async throws -> [MembersPolicyChanged] {
        try await community.db.handle(ChangePolicyHandler(), commands, at: start).events(MembersPolicyChanged.self)
      }
      func cancelled(_ version: Int) async throws -> [[Int]] {
        let command = CancelMembersPolicyChange(version: version)
        let outcome = try await community.db.handle(CancelPolicyChangeHandler(), [command], at: start)
        return try outcome.events(MembersPolicyChangeCancelled.self).map(\.versions)
      }
      let changes = try await told(
        ChangeMembersPolicy(timeZone: "Pacific/Auckland"), ChangeMembersPolicy(timeZone: "Europe/Atlantis"),
        ChangeMembersPolicy(invitationValidityDays: 7, inForceFrom: date))
      #expect(
        changes == [
          MembersPolicyChanged(
            MembersPolicy(MembershipTerms(version: 2, invitationValidityDays: 30, timeZone: "Pacific/Auckland")),
            inForceSince: start),
          MembersPolicyChanged(
            MembersPolicy(
              MembershipTerms(version: 3, invitationValidityDays: 7, timeZone: "Pacific/Auckland"), inForceFrom: date)),
        ])
      #expect(try await told(ChangeMembersPolicy(invitationValidityDays: 8)) == [])
      #expect(try await cancelled(1) == [])
      #expect(try await cancelled(3) == [[3]])
    }
  }

  @Test("a change before a scheduled one is refused; what was cancelled never comes in force, nor does its number")
  func cancelled() async throws {
    try await Community.with { community in
      _ = try await change(community, ChangeMembersPolicy(invitationValidityDays: 7, inForceFrom: date))
      let early = ChangeMembersPolicy(invitationValidityDays: 8)
      #expect(try await change(community, early).refusal == .policyChangePending)
      #expect(try await cancel(community, 3).refusal == .policyVersionNotFound)
      #expect(try await cancel(community, 1).refusal == .policyAlreadyInForce)
      #expect(try await cancel(community, 2).get().versions == [2])
      #expect(try await change(community, early).get() == PolicyVersion(version: 3))
      #expect(try await validity(community, at: date) == 8)
    }
  }

  @Test("The service's role may withdraw a version, and change nothing else of it")
  func role() async throws {
    try await Community.with { community in
      _ = try await change(community, ChangeMembersPolicy(invitationValidityDays: 7, inForceFrom: date))
      func asService(_ statement: Statement) async throws {
        try await community.db.pool.withTransaction { transaction in
          transaction.enqueue(["set local role members_service", statement])
        }
      }
      try await asService("update members.policies set withdrawn_at = \(start) where version = 2")
      await #expect(throws: (any Error).self) {
        try await asService("update members.policies set in_force_since = \(start) where version = 2")
      }
    }
  }
}
