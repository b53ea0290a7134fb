import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Own company beyond the member's word")
struct OwnCompanyTests {
  private let acme = Employer(name: "Acmé S.A.S.")

  private func stated(_ id: RecommendationID, _ employer: Employer, at number: Int64 = 10) -> EmployerStated {
    EmployerStated(recommendationId: id, currentEmployer: employer, statedAt: second(number))
  }

  private func isOwnCompany(_ id: RecommendationID, in community: Community) async throws -> Bool {
    try await community.database.query(
      "select conflict_of_interest from recommendations.recommendations where recommendation_id = \(id)"
    )[0].decode(Bool.self)
  }

  @Test("R6: an employer that the interview finds to be the member's is told once, whatever repeats it")
  func found() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: acme)
      let offer = try await community.offer()
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      #expect(!known.conflictOfInterest)
      let said = stated(known.recommendationId, Employer(name: "ACME"))
      let outcome = try await community.database.handle(EmployerStatedHandler(), [said, said])
      let again = try await community.database.handle(EmployerStatedHandler(), [said])
      #expect(
        try outcome.events(ConflictOfInterestChanged.self) == [
          ConflictOfInterestChanged(
            recommendationId: known.recommendationId, revision: 2, offerId: offer, memberId: member,
            conflictOfInterest: true, source: .interview)
        ])
      #expect(again.emitted.isEmpty)
      #expect(try await isOwnCompany(known.recommendationId, in: community))
    }
  }

  @Test("R6: employers are compared as of the recommendation: what the member's profile says later does not count")
  func asOfTheRecommendation() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: acme)
      let idle = try await community.member()
      let first = try await community.attribute(by: member, for: try await community.offer(), email: "a@example.org")
      let second = try await community.attribute(by: idle, for: try await community.offer(), email: "b@example.org")
      let moved = try [(member, Employer(name: "Elsewhere")), (idle, acme)].map { id, employer in
        ProfileUpdated(
          memberId: id, revision: 2, sectors: [try #require(SectorCode("J"))], zones: [try #require(ZoneCode("FR"))],
          employer: employer, charterVersion: "1", identityKeys: [], locale: .french)
      }
      _ = try await community.database.handle(ProfileUpdatedHandler(), moved)
      let outcome = try await community.database.handle(
        EmployerStatedHandler(), [stated(first.recommendationId, acme), stated(second.recommendationId, acme)])
      #expect(
        try outcome.events(ConflictOfInterestChanged.self).map(\.recommendationId) == [first.recommendationId])
    }
  }

  @Test("R6: a recommendation of a version that kept no employer goes by the one that is known now")
  func versionBefore() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: Employer(name: "X", siren: SIREN("732829320")))
      let known = try await community.attribute(by: member, for: try await community.offer(), email: "a@example.org")
      _ = try await community.database.query(
        """
        update recommendations.recommendations set member_employer_name = null, member_employer_siren = null
        where recommendation_id = \(known.recommendationId)
        """)
      let said = stated(known.recommendationId, Employer(name: "Y", siren: SIREN("732829320")))
      let outcome = try await community.database.handle(EmployerStatedHandler(), [said])
      #expect(try outcome.events(ConflictOfInterestChanged.self).map(\.conflictOfInterest) == [true])
    }
  }

  @Test("R6, A2: staff set it with a reason, and it stands against interviews, also where it changed nothing")
  func staff() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: acme)
      let known = try await community.attribute(by: member, for: try await community.offer(), email: "a@example.org")
      let id = known.recommendationId
      func set(_ isOwn: Bool) -> SetOwnCompany {
        SetOwnCompany(recommendationId: id, conflictOfInterest: isOwn, reason: "asked the employer")
      }
      let kept = try await community.database.handle(SetOwnCompanyHandler(), [set(false)], by: "jeanne")
      _ = try kept.decisions[0].get()
      #expect(kept.emitted.isEmpty)
      let said = try await community.database.handle(EmployerStatedHandler(), [stated(id, acme)])
      #expect(said.emitted.isEmpty)
      #expect(try await !isOwnCompany(id, in: community))
      let turned = try await community.database.handle(
        SetOwnCompanyHandler(), [set(true), set(true), set(false)], by: "jeanne")
      let told = try turned.events(ConflictOfInterestChanged.self)
      #expect(told.map(\.revision) == [2, 3])
      #expect(told.map(\.conflictOfInterest) == [true, false])
      #expect(told.allSatisfy { $0.source == .staff && $0.reason == "asked the employer" })
    }
  }

  @Test("R6: of a recommendation that is none nothing is set")
  func unknown() async throws {
    try await Community.with { community in
      let set = SetOwnCompany(recommendationId: .make(), conflictOfInterest: true, reason: "found out")
      let outcome = try await community.database.handle(SetOwnCompanyHandler(), [set], by: "jeanne")
      #expect(code(outcome.decisions[0]) == .recommendationNotFound)
      let said = try await community.database.handle(EmployerStatedHandler(), [stated(.make(), acme)])
      #expect(said.decisions[0]?.code == .recommendationNotFound)
    }
  }

  @Test(
    "R6: statements in any order, batched in any way and repeated, come to what the newest says",
    arguments: 0..<12 as Range<UInt64>)
  func anyOrder(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let member = try await community.member(employer: acme)
      let known = try await community.attribute(by: member, for: try await community.offer(), email: "a@example.org")
      let said = (1...4).map { number in
        stated(
          known.recommendationId, Bool.random(using: &generator) ? acme : Employer(name: "Elsewhere"), at: Int64(number)
        )
      }
      var left = said.shuffledAndRepeated(using: &generator)
      var revisions: [Int] = []
      while !left.isEmpty {
        let count = Int.random(in: 1...left.count, using: &generator)
        let outcome = try await community.database.handle(EmployerStatedHandler(), Array(left.prefix(count)))
        revisions += try outcome.events(ConflictOfInterestChanged.self).map(\.revision)
        left.removeFirst(count)
      }
      #expect(try await isOwnCompany(known.recommendationId, in: community) == (said[3].currentEmployer == acme))
      #expect(revisions == Array(revisions.indices.map { $0 + 2 }))
    }
  }
}
