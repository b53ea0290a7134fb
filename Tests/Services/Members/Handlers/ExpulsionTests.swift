import MembersService
import Messages
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("M10 Who is expelled")
struct ExpulsionTests {
  private func refusal(
    _ email: String, sponsor: MemberID? = nil, phone: String? = nil, in community: Community
  ) async throws -> ProblemCode? {
    do {
      let code = try await community.invite(email, sponsor: sponsor).invitationCode
      return try await community.join([Community.application(email, code: code, phone: phone)]).decisions[0].refusal
    } catch let problem as Problem {
      return problem.code
    }
  }

  @Test("M10: is told as having left, and admitted by nothing that they were ever known by, until staff readmit them")
  func expulsion() async throws {
    try await Community.with { community in
      let sponsor = try await community.admit("sponsor@example.org", phone: "+33617283910").joined.memberId
      let ada = try await community.admit("ada@example.org", phone: "+33617283911").joined
      _ = try await community.update([
        UpdateProfile(
          memberId: ada.memberId, email: EmailAddress("ada.durand@example.org"), phone: .replace("+33617283912"))
      ])
      let pending = try await community.invite("eve@example.org").invitationCode
      let outcome = try await community.expel([ada.memberId, ada.memberId])
      #expect(outcome.decisions.map(\.refusal) == [nil, nil])
      #expect(try outcome.events(MemberLeft.self).map(\.memberId) == [ada.memberId])
      #expect(try await community.member(GetMember(memberId: ada.memberId)).get().state == .expelled)
      for address in ["ada@example.org", "ADA+x@example.org", "ada.durand@example.org"] {
        #expect(try await refusal(address, in: community) == .personExpelled)
        #expect(try await refusal(address, sponsor: sponsor, in: community) == .invitationNotFound)
      }
      for phone in ["06 17 28 39 11", "+33617283912"] {
        let joining = Community.application("eve@example.org", code: pending, phone: phone)
        #expect(try await community.join([joining]).decisions[0].refusal == .personExpelled)
        #expect(
          try await refusal("bob@example.org", sponsor: sponsor, phone: phone, in: community) == .invitationNotFound)
      }
      #expect(try await community.readmit("Ada+y@example.org").decisions[0].refusal == nil)
      #expect(try await community.member(GetMember(memberId: ada.memberId)).get().state == .left)
      let back = try await community.admit("ada.durand@example.org", phone: "06 17 28 39 11").joined
      #expect(back.memberId != ada.memberId && back.personId == ada.personId)
    }
  }

  @Test("M10: also who left already, which is told to nobody; whoever never was a member is not")
  func afterLeaving() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      _ = try await community.leave([ada])
      let outcome = try await community.expel([ada, .make()])
      #expect(outcome.decisions.map(\.refusal) == [nil, .memberNotActive])
      #expect(outcome.emitted.isEmpty)
      #expect(try await refusal("ada@example.org", in: community) == .personExpelled)
    }
  }

  @Test("M10: readmitting somebody who was not expelled is accepted, and changes nothing")
  func readmission() async throws {
    try await Community.with { community in
      let ada = try await community.join("ada@example.org")
      for address in ["ada@example.org", "nobody@example.org"] {
        #expect(try await community.readmit(address).decisions[0].refusal == nil)
      }
      #expect(try await community.member(GetMember(memberId: ada)).get().state == .active)
    }
  }

  @Test("M1, M10: a sponsor's invitation to who was expelled is answered as any other; nobody is written to")
  func noOracle() async throws {
    try await Community.with { community in
      let sponsor = try await community.admit("sponsor@example.org", phone: nil).joined.memberId
      let ada = try await community.admit("ada@example.org", phone: nil).joined.memberId
      _ = try await community.expel([ada])
      let outcome = try await community.db.handle(
        InviteAsMemberHandler(identity: community.identity),
        ["ada@example.org", "eve@example.org"].map {
          InviteAsMember(memberId: sponsor, email: EmailAddress($0)!, deliver: .email)
        })
      let results = try outcome.decisions.map { try $0.get() }
      #expect(results[0].invitationCode.count == results[1].invitationCode.count)
      #expect(try outcome.events(MemberInvited.self).count == 2)
      #expect(try outcome.events(InvitationDeliveryRequested.self).map(\.email.rawValue) == ["eve@example.org"])
      #expect(try outcome.events(InvitationOfMemberRequested.self).isEmpty)
    }
  }

  @Test("M1: the address of who is expelled goes to the member who lives there, too")
  func address() async throws {
    try await Community.with { community in
      let ada = try await community.admit("ada@example.org", phone: nil).joined.memberId
      let bob = try await community.admit("bob@example.org", phone: nil).joined.memberId
      _ = try await community.update([UpdateProfile(memberId: bob, email: EmailAddress("ada@example.org"))])
      _ = try await community.expel([ada])
      #expect(try await community.member(GetMember(email: EmailAddress("ada@example.org"))).get().memberId == bob)
      #expect(try await refusal("ada@example.org", in: community) == .alreadyMember)
    }
  }
}
