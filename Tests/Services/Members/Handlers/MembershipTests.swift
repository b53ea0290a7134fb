import MembersService
import Messages
import PolicyVersions
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("M3 to M6 Members")
struct MembershipTests {
  @Test("M4: a change of profile reaches the others under a growing revision, contacts only where they changed")
  func profiles() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let outcome = try await community.update([
        UpdateProfile(memberId: ada, zones: [ZoneCode("BE")!], employer: .remove),
        UpdateProfile(memberId: ada, zones: [ZoneCode("BE")!]),
        UpdateProfile(memberId: ada, lastName: "Martin", phone: .remove),
      ])
      #expect(outcome.decisions.map(\.refusal) == [nil, nil, nil])
      let profiles = try outcome.events(ProfileUpdated.self)
      #expect(profiles.map(\.revision) == [2, 3])
      #expect(profiles.map(\.employer) == [nil, nil])
      #expect(profiles.flatMap(\.identityKeys) == [])
      let identified = try outcome.events(MemberIdentified.self)
      #expect(identified.last.map { $0.revision == 3 && $0.identityKeys.map(\.kind) == [.email] } == true)
      let contacts = try outcome.events(ContactChanged.self)
      #expect(contacts.map(\.revision) == [3])
      #expect(contacts.map(\.lastName) == ["Martin"])
      let rows = try await community.db.query(
        "select revision, last_name, zones from members.members where member_id = \(ada)")
      let (revision, name, zones) = try rows[0].decode((Int, String, [String]).self)
      #expect((revision, name, zones) == (3, "Martin", ["BE"]))
    }
  }

  @Test(
    "M1: a member who moves to another's address is answered as any other; it stays the other's, and staff are told")
  func addresses() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let bob = try await community.join("bob@example.org")
      func move(_ member: MemberID, _ email: String) async throws -> [MemberIdentityConflict] {
        let outcome = try await community.update([UpdateProfile(memberId: member, email: EmailAddress(email)!)])
        #expect(outcome.decisions.map(\.refusal) == [nil])
        return try outcome.events(MemberIdentityConflict.self)
      }
      let conflicts = try await move(ada, "Bob+tag@example.org")
      #expect(conflicts == [MemberIdentityConflict(memberId: ada, holderId: bob)])
      // A change of something else leaves that as it is, and is no news.
      let later = try await community.update([UpdateProfile(memberId: ada, lastName: "Martin")])
      #expect(try later.events(MemberIdentityConflict.self).isEmpty && later.decisions.map(\.refusal) == [nil])
      #expect(try await move(bob, "robert@example.org").isEmpty)
      #expect(try await move(ada, "ada@example.org").isEmpty)
      #expect(try await move(ada, "bob@example.org").isEmpty)
      let error = await #expect(throws: Problem.self) { _ = try await community.invite("bob@example.org") }
      #expect(error?.code == .alreadyMember)
    }
  }

  @Test("M11: how offers reach a member by mail is kept, told with the contact, and at once until it is said")
  func offersByMail() async throws {
    try await Community.with { community in
      let code = try await community.invite("ada@example.org").invitationCode
      let joined = try await community.join([Community.application("ada@example.org", code: code)])
      let ada = try joined.decisions[0].get().memberId
      #expect(try joined.events(ContactChanged.self).map(\.offersByMail) == [.atOnce])
      #expect(try await community.member(GetMember(memberId: ada)).get().offersByMail == .atOnce)
      let outcome = try await community.update([
        UpdateProfile(memberId: ada, offersByMail: .weekly), UpdateProfile(memberId: ada, offersByMail: .weekly),
        UpdateProfile(memberId: ada, lastName: "Martin"),
      ])
      #expect(try outcome.events(ContactChanged.self).map(\.offersByMail) == [.weekly, .weekly])
      #expect(try outcome.events(ContactChanged.self).map(\.revision) == [2, 3])
      #expect(try await community.member(GetMember(memberId: ada)).get().offersByMail == .weekly)
    }
  }

  @Test(
    "W3: what a member wants for bonuses that wait is passed on under a revision, changed or not, where there is an option"
  )
  func optionForHeld() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let outcome = try await community.update([
        UpdateProfile(memberId: ada, applyOptionToHeld: true),
        UpdateProfile(memberId: ada, applyOptionToHeld: false),
        UpdateProfile(memberId: ada, rewardOption: .replace(RewardPreference(option: .split, charityId: .make()))),
        UpdateProfile(memberId: ada, rewardOption: .remove, applyOptionToHeld: true),
        UpdateProfile(memberId: ada, applyOptionToHeld: true),
      ])
      #expect(outcome.decisions.map(\.refusal) == [nil, nil, nil, nil, nil])
      let profiles = try outcome.events(ProfileUpdated.self)
      #expect(profiles.map(\.revision) == [2, 3, 4])
      #expect(profiles.map(\.applyOptionToHeld) == [true, nil, nil])
      #expect(profiles.map(\.rewardOption?.option) == [.toMember, .split, nil])
      #expect(try outcome.events(ContactChanged.self).isEmpty)
    }
  }

  @Test("a telephone number that is none is refused, at joining and later", arguments: ["call me", "12", "+33"])
  func phones(phone: String) async throws {
    try await Community.with { community in
      let code = try await community.invite("ada@example.org").invitationCode
      let refused = try await community.join([Community.application("ada@example.org", code: code, phone: phone)])
      #expect(refused.decisions.map(\.invalidFields) == [["phone"]])
      let joined = try await community.join([Community.application("ada@example.org", code: code, phone: nil)])
      let ada = try joined.decisions[0].get().memberId
      let update = try await community.update([
        UpdateProfile(memberId: ada, phone: .replace(phone)),
        UpdateProfile(memberId: ada, phone: .replace("+33612345687")),
        UpdateProfile(memberId: ada, phone: .remove), UpdateProfile(memberId: .make(), phone: .replace(phone)),
      ])
      #expect(update.decisions.map(\.invalidFields) == [["phone"], [], [], ["phone"]])
    }
  }

  @Test("M5: who left is no member any more, within a batch too")
  func leaving() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let outcome = try await community.leave([ada, ada, .make()])
      #expect(outcome.decisions.map(\.refusal) == [nil, .memberNotActive, .memberNotActive])
      let update = try await community.update([UpdateProfile(memberId: ada, firstName: "Eve")])
      #expect(update.decisions.map(\.refusal) == [.memberNotActive])
      let visit = try await community.db.handle(RecordVisitHandler(), [RecordVisit(memberId: ada)])
      #expect(visit.decisions.map(\.refusal) == [.memberNotActive])
    }
  }

  @Test("M3: a new version of the charter is in force at once, and members sign it once")
  func charter() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let published = try await community.db.handle(
        PublishCharterHandler(), [PublishCharter(charterVersion: "2026-11"), PublishCharter(charterVersion: "2026-11")])
      #expect(try published.events(CharterPublished.self).map(\.charterVersion) == ["2026-11"])
      let asked = try await community.db.handle(GetCharterHandler(), [GetCharter()])
      #expect(try asked.decisions[0].get().charterVersion == "2026-11")
      let signing = SignCharter(memberId: ada, charterVersion: "2026-11")
      let outcome = try await community.db.handle(
        SignCharterHandler(identity: Community.identity),
        [SignCharter(memberId: ada, charterVersion: Community.charter), signing, signing])
      #expect(outcome.decisions.map(\.refusal) == [.charterOutdated, nil, nil])
      #expect(try outcome.events(CharterSigned.self).map(\.charterVersion) == ["2026-11"])
    }
  }

  @Test("an empty platform has a charter and a policy in force")
  func beginnings() async throws {
    try await Community.with { community in
      let charter = try await community.db.handle(GetCharterHandler(), [GetCharter()])
      #expect(try charter.decisions[0].get().charterVersion == Community.charter)
      let policy = try await community.db.handle(GetPolicyHandler(), [GetMembersPolicy()])
      let defaults = MembersPolicy(
        MembershipTerms(version: 1, invitationValidityDays: 30, timeZone: "Europe/Paris"))
      #expect(try policy.decisions[0].get() == defaults)
    }
  }

  @Test("M6: one visit a day counts, and the day is that of the policy's time zone")
  func visits() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      // In Paris, 2026-11-20 begins at 23:00 UTC the evening before.
      let instants = ["2026-11-19T22:59:59Z", "2026-11-19T23:00:00Z", "2026-11-20T22:59:59Z"]
      let commands = instants.map { RecordVisit(memberId: ada, at: Timestamp($0)!) }
      let now = Timestamp("2026-11-24T10:00:00Z")!
      let outcome = try await community.db.handle(RecordVisitHandler(), commands, at: now)
      #expect(try outcome.decisions.map { try $0.get().counted } == [true, true, false])
      #expect(try outcome.events(MemberVisited.self).map(\.day.rawValue) == ["2026-11-19", "2026-11-20"])
      let again = try await community.db.handle(RecordVisitHandler(), commands, at: now)
      #expect(try again.decisions.map { try $0.get().counted } == [false, false, false])
    }
  }

  @Test("M6: a visit of years ago is accepted, and neither counts nor is told")
  func oldVisits() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      let now = Timestamp("2026-11-24T10:00:00Z")!
      let instants = ["2012-02-01T10:00:00Z", "2025-11-23T09:59:59Z", "2025-11-23T10:00:00Z"]
      let commands = instants.map { RecordVisit(memberId: ada, at: Timestamp($0)!) }
      let outcome = try await community.db.handle(RecordVisitHandler(), commands, at: now)
      #expect(try outcome.decisions.map { try $0.get().counted } == [false, false, true])
      #expect(try outcome.events(MemberVisited.self).map(\.day.rawValue) == ["2025-11-23"])
      let days = try await community.db.query("select count(*) from members.visits")
      #expect(try days[0].decode(Int.self) == 1)
    }
  }

  @Test("M6: a visit in the future is refused")
  func futureVisits() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      // In Paris the last hour of the year 9999 is of the year 10000, of which no day can be told.
      let instants = [Timestamp.now.adding(seconds: 600), Timestamp("9999-12-31T23:30:00Z")!]
      let outcome = try await community.db.handle(
        RecordVisitHandler(), instants.map { RecordVisit(memberId: ada, at: $0) })
      #expect(outcome.decisions.map(\.refusal) == [.invalidMessage, .invalidMessage])
    }
  }

  @Test("a changed policy is in force at once under the next version")
  func policy() async throws {
    try await Community.with { community in
      let now = Timestamp.now
      let outcome = try await community.db.handle(
        ChangePolicyHandler(),
        [
          ChangeMembersPolicy(invitationValidityDays: 7), ChangeMembersPolicy(timeZone: "Europe/Brussels"),
          ChangeMembersPolicy(timeZone: "Europe/Atlantis"),
        ], at: now)
      #expect(try outcome.decisions[1].get().version == 3)
      #expect(outcome.decisions[2].refusal == .invalidMessage)
      let policy = try await community.db.handle(GetPolicyHandler(), [GetMembersPolicy()])
      let changed = MembersPolicy(
        MembershipTerms(version: 3, invitationValidityDays: 7, timeZone: "Europe/Brussels"))
      #expect(try policy.decisions[0].get() == changed)
      let invitation = try await community.invite("ada@example.org")
      #expect(invitation.expiresAt < Timestamp.now.adding(seconds: 7 * 86_400 + 1))
    }
  }
}
