import MembersService
import Messages
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("M1 to M3 Invitations and joining")
struct JoiningTests {
  @Test("M1, M2, M3: an invited person joins, with the sponsor who invited and the charter signed")
  func joining() async throws {
    try await Community.with { community in
      let sponsor = try await community.join("sponsor@example.org")
      let invitation = try await community.invite("Ada@Example.org", sponsor: sponsor)
      let outcome = try await community.join([
        Community.application("ada@example.ORG", code: invitation.invitationCode)
      ])
      let memberID = try outcome.decisions[0].get().memberId
      let joined = try #require(try outcome.events(MemberJoined.self).first)
      #expect(joined.memberId == memberID)
      #expect(joined.sponsorId == sponsor)
      #expect(joined.sectors.map(\.rawValue) == ["J", "K64"])
      #expect(joined.charterVersion == Community.charter)
      #expect(joined.locale == .french)
      #expect(joined.identityKeys.isEmpty)
      let identified = try #require(try outcome.events(MemberIdentified.self).first)
      #expect(identified.memberId == memberID && identified.identityKeys.map(\.kind) == [.email, .phone])
      let contact = try #require(try outcome.events(ContactChanged.self).first)
      #expect(contact.revision == 1)
      #expect(contact.email.rawValue == "ada@example.ORG")
      let signatures = try await community.db.query(
        "select charter_version from members.charter_signatures where member_id = \(memberID)")
      #expect(try signatures.decode(String.self) == [Community.charter])
    }
  }

  @Test("M1: without a usable invitation nobody joins, and the reason is told")
  func refusals() async throws {
    try await Community.with { community in
      let code = try await community.invite("ada@example.org").invitationCode
      let late = try await community.invite("late@example.org", expiresAt: Timestamp.now.adding(seconds: -1))
      let outcome = try await community.join([
        Community.application("ada@example.org", code: "no such code"),
        Community.application("bob@example.org", code: code),
        Community.application("ada@example.org", code: code, charter: "1999-01"),
        Community.application("late@example.org", code: late.invitationCode),
        Community.application("ada@example.org", code: code),
        Community.application("ada@example.org", code: code),
      ])
      #expect(
        outcome.decisions.map(\.refusal) == [
          .invitationNotFound, .invitationNotFound, .charterOutdated, .invitationExpired, nil, .invitationAlreadyUsed,
        ])
      let again = try await community.join([Community.application("ada@example.org", code: code)])
      #expect(again.decisions.map(\.refusal) == [.invitationAlreadyUsed])
    }
  }

  @Test("an address is one active member's, in whatever spelling and batch")
  func addresses() async throws {
    try await Community.with { community in
      let first = try await community.invite("ada@example.org").invitationCode
      let second = try await community.invite("ada@example.org").invitationCode
      let outcome = try await community.join([
        Community.application("ada@example.org", code: first), Community.application("ADA@example.org", code: second),
      ])
      #expect(outcome.decisions.map(\.refusal) == [nil, .alreadyMember])
      await #expect(throws: Problem.self) { _ = try await community.invite("Ada@example.org") }
    }
  }

  @Test("M5: who left may be invited again and is then a new member")
  func returning() async throws {
    try await Community.with { community in
      let former = try await community.join("ada@example.org")
      let outcome = try await community.leave([former])
      #expect(try outcome.events(MemberLeft.self).map(\.memberId) == [former])
      let present = try await community.join("ada@example.org")
      #expect(present != former)
    }
  }

  @Test("M1: an invitation from a sponsor who left before it was used admits nobody; one that was used stays used")
  func sponsorWhoLeft() async throws {
    try await Community.with { community in
      let sponsor = try await community.join("sponsor@example.org")
      let used = try await community.invite("bob@example.org", sponsor: sponsor).invitationCode
      let open = try await community.invite("ada@example.org", sponsor: sponsor).invitationCode
      let staffs = try await community.invite("ada@example.org").invitationCode
      let applications = [used, open].map {
        Community.application($0 == used ? "bob@example.org" : "ada@example.org", code: $0)
      }
      _ = try await community.join([applications[0]]).decisions[0].get()
      _ = try await community.leave([sponsor])
      #expect(
        try await community.join(applications).decisions.map(\.refusal) == [
          .invitationAlreadyUsed, .invitationNotFound,
        ])
      let outcome = try await community.join([Community.application("ada@example.org", code: staffs)])
      #expect(outcome.decisions.map(\.refusal) == [nil])
    }
  }

  @Test(
    "M1: an address at which an active member lives is never nobody's, whoever had it first leaves it or the platform",
    arguments: [true, false], 1...3)
  func addressHandedOn(isLeaving: Bool, others: Int) async throws {
    try await Community.with { community in
      let ada = EmailAddress("ada@example.org")!
      let first = try await community.join("ada@example.org")
      var heirs: [MemberID] = []
      for index in 0..<others {
        heirs.append(try await community.join("other.\(index)@example.org"))
        let moved = try await community.update([UpdateProfile(memberId: heirs[index], email: ada)])
        #expect(moved.decisions.map(\.refusal) == [nil])
      }
      for (member, left) in zip([first] + heirs, (0...others).map { others - $0 }) {
        if isLeaving {
          _ = try await community.leave([member]).decisions[0].get()
        } else {
          let elsewhere = EmailAddress("away.\(left)@example.org")
          _ = try await community.update([UpdateProfile(memberId: member, email: elsewhere)]).decisions[0].get()
        }
        let known = try? await community.invite("Ada+x@example.org")
        #expect((known == nil) == (left > 0), "\(left) members live there")
      }
    }
  }

  @Test("M1: only an active member sponsors")
  func sponsors() async throws {
    try await Community.with { community in
      let member = try await community.join("ada@example.org")
      _ = try await community.leave([member])
      for sponsor in [member, MemberID.make()] {
        let error = await #expect(throws: Problem.self) {
          _ = try await community.invite("bob@example.org", sponsor: sponsor)
        }
        #expect(error?.code == .sponsorNotActive)
      }
    }
  }

  @Test("an id that is another's is refused")
  func ids() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let code = try await community.invite("bob@example.org").invitationCode
      let outcome = try await community.join([Community.application("bob@example.org", code: code, memberID: ada)])
      #expect(outcome.decisions.map(\.refusal) == [.idAlreadyUsed])
      let invitation = InviteMember(invitationId: .make(), email: EmailAddress("eve@example.org")!)
      let twice = try await community.db.handle(
        InviteMemberHandler(identity: Community.identity), [invitation, invitation])
      #expect(twice.decisions.map(\.refusal) == [nil, .idAlreadyUsed])
    }
  }

  @Test("an invitation is sent by the platform when that is asked for, and only then")
  func delivery() async throws {
    try await Community.with { community in
      let email = EmailAddress("ada@example.org")!
      let outcome = try await community.db.handle(
        InviteMemberHandler(identity: Community.identity),
        [InviteMember(email: email), InviteMember(email: email, locale: .english, deliver: .email)])
      let result = try outcome.decisions[1].get()
      let events = try outcome.events(InvitationDeliveryRequested.self)
      #expect(events.map(\.invitationCode) == [result.invitationCode])
      #expect(events.map(\.locale) == [.english])
    }
  }

  @Test("M2: an invitation that is sent for a member names them, in one line, and one of staff nobody")
  func sponsorName() async throws {
    try await Community.with { community in
      let sponsor = try await community.join("sponsor@example.org")
      let email = EmailAddress("ada@example.org")!
      func names() async throws -> [String?] {
        let outcome = try await community.db.handle(
          InviteMemberHandler(identity: Community.identity),
          [
            InviteMember(email: email, sponsorId: sponsor, deliver: .email),
            InviteMember(email: email, deliver: .email),
          ])
        return try outcome.events(InvitationDeliveryRequested.self).map(\.sponsorName)
      }
      #expect(try await names() == ["Ada Durand", nil])
      let long = String(repeating: "é", count: 200)
      _ = try await community.update([UpdateProfile(memberId: sponsor, firstName: long)]).decisions[0].get()
      #expect(try await names() == [long, nil])
    }
  }

  @Test("M1: an invitation that was revoked admits nobody; one that was used stays used; revoked twice is revoked")
  func revoking() async throws {
    try await Community.with { community in
      let open = try await community.invite("ada@example.org")
      let used = try await community.invite("bob@example.org")
      _ = try await community.join([Community.application("bob@example.org", code: used.invitationCode)])
      let revoke = [open.invitationId, used.invitationId, .make(), open.invitationId].map {
        RevokeInvitation(invitationId: $0)
      }
      let outcome = try await community.db.handle(RevokeInvitationHandler(), revoke)
      #expect(outcome.decisions.map(\.refusal) == [nil, .invitationAlreadyUsed, .invitationNotFound, nil])
      let again = try await community.db.handle(RevokeInvitationHandler(), [revoke[0]])
      #expect(again.decisions.map(\.refusal) == [nil])
      let joining = try await community.join([
        Community.application("ada@example.org", code: open.invitationCode)
      ])
      #expect(joining.decisions.map(\.refusal) == [.invitationNotFound])
    }
  }

  @Test("whoever reads the table of invitations cannot join with it")
  func codesAreHashed() async throws {
    try await Community.with { community in
      let code = try await community.invite("ada@example.org").invitationCode
      let rows = try await community.db.query("select row_to_json(i)::text from members.invitations i")
      #expect(try rows.decode(String.self).allSatisfy { !$0.contains(code) })
    }
  }

  @Test("M1: of several who join at once with one invitation, one is admitted and the others learn why")
  func concurrency() async throws {
    try await Community.with { community in
      let code = try await community.invite("ada@example.org").invitationCode
      let refusals = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
        for _ in 0..<5 {
          group.addTask {
            try await community.join([Community.application("ada@example.org", code: code)]).decisions[0].refusal
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(refusals.filter { $0 == nil }.count == 1)
      #expect(refusals.filter { $0 == .invitationAlreadyUsed }.count == 4)
    }
  }
}
