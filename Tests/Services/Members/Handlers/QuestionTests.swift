import MembersService
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("A1 Questions about members and invitations")
struct QuestionTests {
  @Test("A1: a member is found by id and by the address that they have, in any spelling, and nobody by a former one")
  func member() async throws {
    try await Community.with { community in
      let sponsor = try await community.admit("sponsor@example.org", phone: nil).joined.memberId
      let ada = try await community.admit("ada@example.org", phone: "06 17 28 39 10", sponsor: sponsor).joined.memberId
      let described = try await community.member(GetMember(memberId: ada)).get()
      #expect(described.state == .active && described.leftAt == nil && described.sponsorId == sponsor)
      #expect(described.email.rawValue == "ada@example.org" && described.phone == "06 17 28 39 10")
      #expect(described.sectors.map(\.rawValue) == ["J", "K64"] && described.zones.map(\.rawValue) == ["FR-HDF"])
      #expect(described.employer?.name == "Acme SAS" && described.rewardOption?.option == .toMember)
      #expect(described.charterVersion == Community.charter && described.locale == .french)
      #expect(try await community.member(GetMember(email: EmailAddress("ADA+x@Example.org"))).get() == described)
      _ = try await community.update([UpdateProfile(memberId: ada, email: EmailAddress("ada.durand@example.org"))])
      let former = GetMember(email: EmailAddress("ada@example.org"))
      #expect(try await community.member(former).refusal == .memberNotFound)
      #expect(try await community.member(GetMember(memberId: .make())).refusal == .memberNotFound)
      let moved = GetMember(email: EmailAddress("ada.durand@example.org"))
      #expect(try await community.member(moved).get().memberId == ada)
      _ = try await community.leave([ada])
      let left = try await community.member(moved).get()
      #expect(left.memberId == ada && left.state == .left && left.leftAt != nil)
      let again = try await community.admit("ada.durand@example.org", phone: nil).joined.memberId
      #expect(try await community.member(moved).get().memberId == again)
      #expect(try await community.member(GetMember(memberId: ada)).get().state == .left)
    }
  }

  /// All pages of a list, which are read until there is no more.
  private func pages<List: PagedList>(
    of list: List, _ db: ServiceDatabase, at now: Timestamp, _ question: (String?) -> List.Question
  ) async throws -> [[List.Question.Item]] {
    var pages: [[List.Question.Item]] = []
    var token: String?
    repeat {
      let page = try await db.handle(ListHandler(list), [question(token)], at: now).decisions[0].get()
      pages.append(page.items)
      token = page.nextPageToken
    } while token != nil
    return pages
  }

  @Test("A1: members are listed newest first, page by page, by state and sponsor")
  func members() async throws {
    try await Community.with { community in
      let start = Timestamp("2026-11-24T10:00:00Z")!
      var ids: [MemberID] = []
      for number in 0..<9 {
        let email = "member.\(number)@example.org"
        let code = try await community.invite(email, sponsor: number % 3 == 2 ? ids[0] : nil).invitationCode
        // Two join at the same instant: their ids decide.
        let joining = try await community.join(
          [Community.application(email, code: code, phone: nil)], at: start.adding(seconds: Double(number / 2)))
        ids.append(try joining.decisions[0].get().memberId)
      }
      _ = try await community.leave([ids[3], ids[4], ids[5]])
      _ = try await community.expel([ids[6], ids[5]])
      let states: [MemberState] = [.active, .active, .active, .left, .left, .expelled, .expelled, .active, .active]
      let order = ids.indices.sorted { ($0 / 2, ids[$0]) > ($1 / 2, ids[$1]) }
      for state in [nil, .active, .left, .expelled] as [MemberState?] {
        for sponsor in [nil, ids[0], .make()] as [MemberID?] {
          for size in [1, 2, 50] {
            let found = try await pages(of: MemberList(), community.db, at: start) {
              ListMembers(state: state, sponsorId: sponsor, pageSize: size, pageToken: $0)
            }
            let wanted = order.filter {
              (state ?? states[$0]) == states[$0] && (sponsor == nil || $0 % 3 == 2 && sponsor == ids[0])
            }
            #expect(found.joined().map(\.memberId) == wanted.map { ids[$0] })
            #expect(found.joined().map(\.state) == wanted.map { states[$0] })
            #expect(found.dropLast().allSatisfy { $0.count == size })
          }
        }
      }
      let asked = [7, 0, 5].map { ids[$0] } + [.make()]
      let named = try await pages(of: MemberList(), community.db, at: start) {
        ListMembers(memberIds: asked, pageToken: $0)
      }
      let wanted = order.filter { [7, 0, 5].contains($0) }.map { ids[$0] }
      #expect(named.joined().map(\.memberId) == wanted, "nobody else, and who left as well")
    }
  }

  @Test("A1, M1: invitations are listed newest first, page by page, by state and sponsor, never their codes")
  func invitations() async throws {
    try await Community.with { community in
      let sponsor = try await community.admit("sponsor@example.org", phone: nil).joined.memberId
      _ = try await community.admit("member@example.org", phone: nil)
      let now = Timestamp.now
      var made: [InviteMember.Result] = []
      for number in 0..<8 {
        // One admits nobody, and is open all the same.
        let email = number == 7 ? "member@example.org" : "invitee.\(number)@example.org"
        made.append(
          try await community.invite(
            email, sponsor: number % 2 == 1 ? sponsor : nil, expiresAt: now.adding(seconds: number < 3 ? -1 : 3600)))
      }
      let revoked = [made[2], made[3]].map { RevokeInvitation(invitationId: $0.invitationId) }
      _ = try await community.db.handle(RevokeInvitationHandler(), revoked)
      for used in [4, 5] {
        _ = try await community.join([
          Community.application("invitee.\(used)@example.org", code: made[used].invitationCode, phone: nil)
        ]).decisions[0].get()
      }
      let states: [InvitationState] = [.expired, .expired, .revoked, .revoked, .used, .used, .open, .open]
      for state in [.open, .used, .expired, .revoked] as [InvitationState] {
        for filter in [nil, sponsor] as [MemberID?] {
          let found = try await pages(of: InvitationList(), community.db, at: now) {
            ListInvitations(state: state, sponsorId: filter, pageSize: 1, pageToken: $0)
          }
          let listed = found.joined().filter { item in made.contains { $0.invitationId == item.invitationId } }
          let wanted = made.indices.reversed().filter { states[$0] == state && (filter == nil || $0 % 2 == 1) }
          #expect(listed.map(\.invitationId) == wanted.map { made[$0].invitationId })
          #expect(listed.allSatisfy { $0.state == state && $0.sponsorId == (filter ?? $0.sponsorId) })
        }
      }
      let later = try await pages(of: InvitationList(), community.db, at: now.adding(seconds: 3600)) {
        ListInvitations(state: .open, pageToken: $0)
      }
      #expect(later == [[]])
      let everything = try await pages(of: InvitationList(), community.db, at: now) { ListInvitations(pageToken: $0) }
      #expect(everything.joined().count == made.count + 2)
      #expect(made.allSatisfy { !"\(everything)".contains($0.invitationCode) })
    }
  }

  @Test("A1: a question writes nothing; a token that was not given out is refused")
  func tokens() async throws {
    try await Community.with { community in
      _ = try await community.join("ada@example.org")
      let forged = PageToken(after: MemberID.make(), at: .now).text
      let commands = ["nonsense", forged].map { ListMembers(pageToken: $0) }
      let outcome = try await community.db.handle(ListHandler(MemberList()), commands)
      #expect(outcome.decisions.map(\.invalidFields) == [["pageToken"], ["pageToken"]])
      #expect(ListHandler<MemberList>.changesNothing && ListHandler<InvitationList>.changesNothing)
      #expect(GetMemberHandler.changesNothing)
    }
  }

  /// What PostgreSQL does to answer a question and the page behind it; throws where it looks at all there is.
  private func expectIndex<List: PagedList>(
    for list: List, _ db: ServiceDatabase, isOfFew: Bool, _ question: (String?) -> List.Question
  ) async throws {
    let now = FilledCommunity.now
    let handler = ListHandler(list)
    let first = try await db.handle(handler, [question(nil)], at: now).decisions[0].get()
    for token in [nil, first.nextPageToken] {
      let message = Incoming(
        event: CloudEvent(
          id: .make(), source: "/test", type: List.Question.messageType.description, time: now, correlationID: "test",
          data: question(token)),
        receivedAt: now)
      for statement in handler.statements([message]) {
        let plan = try await db.query("explain \(fragment: statement)").decode(String.self)
        #expect(!plan.contains { $0.contains("Seq Scan") }, "\(plan.joined(separator: "\n"))")
        // The page alone is sorted, at the top; of one sponsor's those in one state are few, and may be.
        #expect(
          isOfFew || !plan.contains { $0.contains("->") && $0.contains("Sort") }, "\(plan.joined(separator: "\n"))")
      }
    }
  }

  @Test("A1: each list, however it is filtered, is read by an index that has its order")
  func plans() async throws {
    try await Community.with { community in
      try await FilledCommunity.fill(community.db)
      for sponsor in [nil, FilledCommunity.sponsor] as [MemberID?] {
        for state in [nil, .active, .left, .expelled] as [MemberState?] {
          try await expectIndex(for: MemberList(), community.db, isOfFew: state != nil && sponsor != nil) {
            ListMembers(state: state, sponsorId: sponsor, pageSize: 5, pageToken: $0)
          }
        }
        try await expectIndex(for: MemberList(), community.db, isOfFew: true) {
          ListMembers(memberIds: [.make(), FilledCommunity.sponsor], pageSize: 5, pageToken: $0)
        }
        for state in [nil, .open, .used, .expired, .revoked] as [InvitationState?] {
          try await expectIndex(for: InvitationList(), community.db, isOfFew: state != nil && sponsor != nil) {
            ListInvitations(state: state, sponsorId: sponsor, pageSize: 5, pageToken: $0)
          }
        }
      }
    }
  }
}
