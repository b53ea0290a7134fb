import MembersService
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// What somebody who invites can find out about who belongs to the community: nothing, unless they are staff.
@Suite("M1 Nobody but staff learns who is a member")
struct InvitedMemberTests {
  private func invite(
    _ email: String, by sponsor: MemberID, charter: String = Community.charter, deliver: InvitationDelivery? = nil,
    isOnBehalf: Bool, in community: Community
  ) async throws -> (result: InviteMember.Result, events: [EmittedMessage]) {
    let address = try #require(EmailAddress(email))
    if isOnBehalf {
      let outcome = try await community.db.handle(
        InviteMemberHandler(identity: community.identity),
        [InviteMember(email: address, sponsorId: sponsor, deliver: deliver)])
      return (try outcome.decisions[0].get(), outcome.emitted)
    }
    let outcome = try await community.db.handle(
      InviteAsMemberHandler(identity: community.identity),
      [InviteAsMember(memberId: sponsor, email: address, deliver: deliver)])
    return (try outcome.decisions[0].get(), outcome.emitted)
  }

  @Test(
    "a sponsor's invitation to a member's address is answered as any other, and whatever is tried with it, too",
    arguments: 0..<12 as Range<UInt64>)
  func sponsor(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let sponsor = try await community.join("sponsor@example.org")
      let member = try await community.join("ada@example.org")
      let spelling = ["ada@example.org", "ADA@example.org", "ada+x@example.org", "Ada+Y+z@Example.org"]
        .randomElement(using: &generator)!
      let isOnBehalf = Bool.random(using: &generator)
      let known = try await invite(spelling, by: sponsor, isOnBehalf: isOnBehalf, in: community)
      let unknown = try await invite("eve@example.org", by: sponsor, isOnBehalf: isOnBehalf, in: community)
      #expect(known.events.map(\.routingKey) == unknown.events.map(\.routingKey))
      #expect(known.result.invitationCode.count == unknown.result.invitationCode.count)
      // What is wrong beside comes first, the same for both: trying costs an invitation, and says nothing.
      let tries: [(charter: String, id: MemberID?)] = [("1999-01", nil), (Community.charter, member)]
      for (charter, id) in tries {
        let outcome = try await community.join([
          Community.application(spelling, code: known.result.invitationCode, memberID: id, charter: charter),
          Community.application("eve@example.org", code: unknown.result.invitationCode, memberID: id, charter: charter),
        ])
        #expect(outcome.decisions[0].refusal != nil && outcome.decisions[0].refusal == outcome.decisions[1].refusal)
      }
      let outcome = try await community.join([
        Community.application(spelling, code: known.result.invitationCode),
        Community.application(spelling, code: "no such code"),
      ])
      #expect(outcome.decisions.map(\.refusal) == [.invitationNotFound, .invitationNotFound])
    }
  }

  @Test("staff read that the address is a member's, with another tag, too")
  func staff() async throws {
    try await Community.with { community in
      _ = try await community.join("ada+first@example.org")
      for spelling in ["ada@example.org", "ADA+second@example.org", "ada+first@example.org"] {
        let error = await #expect(throws: Problem.self) { _ = try await community.invite(spelling) }
        #expect(error?.code == .alreadyMember)
      }
    }
  }

  @Test("who is written to at a member's address gets no code, and not who invited")
  func letter() async throws {
    try await Community.with { community in
      let sponsor = try await community.join("sponsor@example.org")
      _ = try await community.join("ada@example.org")
      let known = try await invite(
        "ada+x@example.org", by: sponsor, deliver: .email, isOnBehalf: false, in: community)
      let keys = known.events.map(\.routingKey)
      #expect(keys == ["members.member-invited", "members.invitation-of-member-requested"])
      let letter = String(decoding: try #require(known.events.last).body, as: UTF8.self)
      #expect(letter.contains("ada+x@example.org"))
      #expect(!letter.contains(known.result.invitationCode) && !letter.contains(sponsor.description))
    }
  }

  @Test("M1: whoever is no active member invites nobody")
  func strangers() async throws {
    try await Community.with { community in
      let gone = try await community.join("ada@example.org")
      _ = try await community.leave([gone])
      for member in [gone, MemberID.make()] {
        let outcome = try await community.db.handle(
          InviteAsMemberHandler(identity: community.identity),
          [InviteAsMember(memberId: member, email: try #require(EmailAddress("bob@example.org")))])
        #expect(outcome.decisions.map(\.refusal) == [.memberNotActive])
      }
    }
  }

  @Test(
    "two who joined when a tag still made another person both stay; one holds the address, staff are told once",
    arguments: [true, false])
  func renewal(areWrittenApart: Bool) async throws {
    try await Community.with { community in
      let members = [
        try await community.join("ada@example.org"), try await community.join("bob@example.org"),
        try await community.join("eve@example.org"),
      ]
      // As a version before wrote them: an address with its tag was another.
      for (index, member) in members.enumerated() {
        let email = ["ada@example.org", "ada+jobs@example.org", "ada+more@example.org"][index]
        let key = IdentityKey(kind: .email, hash: Array(repeating: UInt8(index + 1), count: 32))
        _ = try await community.db.query(
          """
          update members.members
          set email = \(email), email_key = \(key), second_email_key = \(areWrittenApart ? key : nil),
            identity_secrets = \(areWrittenApart ? "of before" : nil)
          where member_id = \(member)
          """)
      }
      let work = RenewIdentityKeys(identity: community.identity)
      let run = try await community.db.run(work)
      let conflicts = run.emitted.filter { $0.routingKey == "members.member-identity-conflict" }
      #expect(conflicts.count == 2)
      #expect(run.emitted.filter { $0.routingKey == "members.member-identified" }.count == 3)
      let holders = try await community.db.query("select member_id from members.members where email_key is not null")
      #expect(try holders.decode(MemberID.self) == [members[0]])
      let again = try await community.db.run(RenewIdentityKeys(identity: community.identity))
      #expect(again.emitted.isEmpty)
      // They go on as members, and staff find the address taken.
      let update = try await community.update(members.map { UpdateProfile(memberId: $0, lastName: "Martin") })
      #expect(update.decisions.map(\.refusal) == [nil, nil, nil])
      let error = await #expect(throws: Problem.self) { _ = try await community.invite("ada+other@example.org") }
      #expect(error?.code == .alreadyMember)
      let left = try await community.leave(members)
      #expect(left.decisions.map(\.refusal) == [nil, nil, nil])
    }
  }
}
