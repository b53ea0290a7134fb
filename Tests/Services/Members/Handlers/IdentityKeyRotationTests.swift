import Identity
import MembersService
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// The secret that addresses are hashed under is exchanged while processes run that know the one, the other or both.
@Suite("Exchanging the identity secret: members")
struct IdentityKeyRotationTests {
  private static let old = [UInt8](repeating: 7, count: 32)
  private static let new = [UInt8](repeating: 8, count: 32)

  /// What the processes know, step by step.
  private static let steps = [[old], [old, new], [new, old], [new]].map { MemberIdentity(IdentitySecrets($0)!) }

  @Test(
    "whichever processes of neighbouring steps act, at once, an address is one active member's and nobody is forgotten",
    arguments: 0..<8 as Range<UInt64>)
  func mixedProcesses(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let addresses = (0..<6).map { "member\($0)@example.org" }
      for step in 1..<Self.steps.count {
        let processes = [Self.steps[step - 1], Self.steps[step]]
        for _ in 0..<6 {
          let address = addresses.randomElement(using: &generator)!
          let first = processes.randomElement(using: &generator)!
          let second = processes.randomElement(using: &generator)!
          try await Self.act(address, [first, second], community, &generator)
          try await Self.oneMemberEach(community)
        }
        try await Self.renew(Community(db: community.db, identity: Self.steps[step]))
      }
    }
  }

  /// Two processes let the same person join at once, or one of them lets them go.
  private static func act(
    _ address: String, _ identities: [MemberIdentity], _ community: Community, _ generator: inout SeededGenerator
  ) async throws {
    let processes = identities.map { Community(db: community.db, identity: $0) }
    let present = try await member(address, in: community)
    let spelling = Bool.random(using: &generator) ? address.uppercased() : address
    if let present {
      for process in processes {
        let error = await #expect(throws: Problem.self) { _ = try await process.invite(spelling) }
        #expect(error?.code == .alreadyMember)
      }
      guard Bool.random(using: &generator) else { return }
      _ = try await processes[0].leave([present]).decisions[0].get()
    } else {
      let codes = [try await processes[0].invite(address), try await processes[1].invite(spelling)]
        .map(\.invitationCode)
      let refusals = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
        for (process, code) in zip(processes.reversed(), codes) {
          group.addTask { try await refusal(of: address, code, process) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(refusals.filter { $0 == nil }.count == 1)
      #expect(refusals.contains(.alreadyMember))
    }
  }

  /// Who loses the race to the unique index is decided again, as the runtime does.
  private static func refusal(of address: String, _ code: String, _ process: Community) async throws -> ProblemCode? {
    do {
      return try await process.join([Community.application(address, code: code)]).decisions[0].refusal
    } catch {
      return try await process.join([Community.application(address, code: code)]).decisions[0].refusal
    }
  }

  private static func member(_ address: String, in community: Community) async throws -> MemberID? {
    try await community.db.query(
      "select member_id from members.members where lower(email) = \(address) and left_at is null"
    ).decode(MemberID.self).first
  }

  private static func oneMemberEach(_ community: Community) async throws {
    let twice = try await community.db.query(
      "select lower(email) from members.members where left_at is null group by 1 having count(*) > 1")
    #expect(twice.isEmpty)
  }

  /// Runs the work that writes keys again, and expects what it owes.
  private static func renew(_ process: Community) async throws {
    let members = try await process.db.query("select member_id from members.members where left_at is null")
      .decode(MemberID.self)
    let keys = try await process.db.query(
      "select count(distinct identity_secrets) from members.members where left_at is null")[0]
    let emitted = try await process.db.run(RenewIdentityKeys(identity: process.identity)).emitted
    let told = try emitted.map(profile)
    #expect(told.count <= members.count && Set(told.map(\.memberId)).isSubset(of: members))
    #expect(try keys.decode(Int.self) < 2 || !told.isEmpty || members.isEmpty)
    let again = try await process.db.run(RenewIdentityKeys(identity: process.identity)).emitted
    #expect(again.isEmpty)
  }

  private static func profile(_ message: EmittedMessage) throws -> MemberIdentified {
    try MessageCoder().decode(CloudEvent<MemberIdentified>.self, from: message.body).data
  }

  @Test("who only knows the new secret knows everybody, once the keys were written again; others learn the keys")
  func afterwards() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let pending = try await community.invite("bob@example.org").invitationCode
      let both = Community(db: community.db, identity: Self.steps[2])
      let emitted = try await both.db.run(RenewIdentityKeys(identity: both.identity)).emitted
      let told = try Self.profile(try #require(emitted.first))
      #expect(told.memberId == ada && told.revision == 2)
      #expect(told.identityKeys.map(\.kind) == [.email, .phone, .email, .phone])
      #expect(Set(told.identityKeys).count == 4)
      let after = Community(db: community.db, identity: Self.steps[3])
      let error = await #expect(throws: Problem.self) { _ = try await after.invite("ADA@example.org") }
      #expect(error?.code == .alreadyMember)
      let joined = try await after.join([Community.application("bob@example.org", code: pending)])
      #expect(joined.decisions.map(\.refusal) == [nil])
    }
  }

  @Test("a member whom a program of the version before moved to another address keeps nobody from the former one")
  func versionBefore() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let elsewhere = community.identity.keys(of: EmailAddress("ada@example.com")!).first
      _ = try await community.db.query(
        "update members.members set email = 'ada@example.com', email_key = \(elsewhere) where member_id = \(ada)")
      let bob = try await community.join("ada@example.org")
      #expect(bob != ada)
      _ = try await community.db.run(RenewIdentityKeys(identity: Self.steps[1]))
      let error = await #expect(throws: Problem.self) { _ = try await community.invite("ADA@example.com") }
      #expect(error?.code == .alreadyMember)
      let alike = try await community.db.query("select count(*) from members.members where identity_secrets is null")[0]
      #expect(try alike.decode(Int.self) == 0)
    }
  }

  @Test("more members than one transaction takes are written in several, at once where two secrets are known")
  func pages() async throws {
    try await Community.with { community in
      _ = try await community.join("first@example.org")
      _ = try await community.db.query(
        """
        with invitation as (
          insert into members.invitations
          select gen_random_uuid(), sha256(n::text::bytea), null, n || '@example.org', 'email:' || n, null, now(), 1, now(),
            null, null
          from generate_series(1, \(RenewIdentityKeys.limit)) n
          returning invitation_id, email
        )
        insert into members.members (
          member_id, invitation_id, first_name, last_name, email, email_key, sectors, zones, locale, charter_version,
          revision, joined_at
        )
        select gen_random_uuid(), invitation_id, 'A', 'B', email, 'email:' || email, '{J}', '{FR}', 'fr', '2012-02', 1, now()
        from invitation
        """)
      let work = RenewIdentityKeys(identity: Self.steps[1])
      let first = try await community.db.run(work)
      #expect(first.next == .immediately && first.emitted.count == RenewIdentityKeys.limit)
      let second = try await community.db.run(work)
      #expect(second.next != .immediately && second.emitted.count == 1)
      let left = try await community.db.query("select count(*) from members.members where identity_secrets is null")[0]
      #expect(try left.decode(Int.self) == 0)
    }
  }
}
