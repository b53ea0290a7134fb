import Identity
import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// R5: what a member is recognised by comes apart from the profile, in any order, and former addresses stay.
@Suite("What members are recognised by")
struct MemberIdentityTests {
  private func keys(_ email: String, phone: String? = nil, in community: Community) throws -> [IdentityKey] {
    let address: EmailAddress = try #require(EmailAddress(email))
    return IdentityHasher(community.secrets).keys(email: address, phone: phone)
  }

  private func isOneself(
    _ member: MemberID, email: String, phone: String? = nil, in community: Community
  ) async throws -> Bool {
    let command = try community.recommendation(
      by: member, for: try await community.offer(), email: email, phone: phone)
    return code(try await community.database.handle(community.recommend, [command]).decisions[0]) == .selfRecommendation
  }

  @Test(
    "whatever the order and repetition of what is told, every address is the member's, of numbers the newest",
    arguments: 0..<16 as Range<UInt64>)
  func anyOrder(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let member = try await community.member()
      let events = try (1...4).map { revision in
        MemberIdentified(
          memberId: member, revision: revision,
          identityKeys: try keys("me\(revision)+x@example.org", phone: "+3363998123\(revision)", in: community))
      }
      var left = (events + [events.randomElement(using: &generator)!]).shuffled(using: &generator)
      while !left.isEmpty {
        let count = Int.random(in: 1...left.count, using: &generator)
        _ = try await community.database.handle(MemberIdentifiedHandler(), Array(left.prefix(count)))
        left.removeFirst(count)
      }
      for revision in 1...4 {
        #expect(try await isOneself(member, email: "ME\(revision)@example.org", in: community), "\(revision)")
        let isNewest = revision == 4
        #expect(
          try await isOneself(
            member, email: "other\(revision)@example.org", phone: "06 39 98 12 3\(revision)", in: community)
            == isNewest)
      }
    }
  }

  @Test("it may be known before the joining is; a profile that says nothing of it leaves it as it is")
  func apart() async throws {
    try await Community.with { community in
      let member = MemberID.make()
      let identified = MemberIdentified(
        memberId: member, revision: 1, identityKeys: try keys("me@example.org", in: community))
      _ = try await community.database.handle(MemberIdentifiedHandler(), [identified])
      let joined = MemberJoined(
        memberId: member, sectors: [try #require(SectorCode("J"))], zones: [try #require(ZoneCode("FR"))],
        charterVersion: "1", locale: .french)
      _ = try await community.database.handle(MemberJoinedHandler(), [joined])
      #expect(try await isOneself(member, email: "me+tag@example.org", in: community))
    }
  }

  @Test("R5: former addresses told with the keys are the member's, tagged or not; former numbers are not")
  func former() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let identified = MemberIdentified(
        memberId: member, revision: 2, identityKeys: try keys("me@example.org", in: community),
        formerKeys: try keys("before@example.org", phone: "+33639981234", in: community))
      _ = try await community.database.handle(MemberIdentifiedHandler(), [identified])
      #expect(try await isOneself(member, email: "Before+2@example.org", in: community))
      #expect(try await isOneself(member, email: "me+x@example.org", in: community))
      #expect(try await !isOneself(member, email: "other@example.org", phone: "06 39 98 12 34", in: community))
    }
  }

  @Test("R5: an event of a version of members before, which has the keys with the profile, is understood")
  func versionBefore() async throws {
    try await Community.with { community in
      let member = try await community.member(keys: try keys("me@example.org", in: community))
      #expect(try await isOneself(member, email: "me@example.org", in: community))
    }
  }
}
