import Identity
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// The secret that candidates are known by is exchanged while processes run that know the one, the other or both.
@Suite("Exchanging the identity secret: recommendations")
struct IdentityKeyRotationTests {
  private static let old = [UInt8](repeating: 7, count: 32)
  private static let new = [UInt8](repeating: 8, count: 32)
  private static let steps = [[old], [old, new], [new, old], [new]].map { IdentitySecrets($0)! }

  @Test(
    "R1, R4: who was recommended first under one secret stays theirs under the next, whichever process decides",
    arguments: 0..<8 as Range<UInt64>)
  func candidates(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      var owners: [String: MemberID] = [:]
      for step in 1..<Self.steps.count {
        for _ in 0..<8 {
          var process = community
          process.secrets = Self.steps[Int.random(in: (step - 1)...step, using: &generator)]
          let email = "candidate\(Int.random(in: 0..<5, using: &generator))@example.org"
          // Who was never seen while both were known is known by the old secret alone, and asked for no more.
          if step == 3, owners[email] == nil { continue }
          let (member, offer) = (try await community.member(), try await community.offer())
          let command = try process.recommendation(by: member, for: offer, email: email.uppercased())
          let refusal = code(try await process.database.handle(process.recommend, [command]).decisions[0])
          #expect(refusal == (owners[email] == nil ? nil : .candidateAlreadyAttributed))
          owners[email] = owners[email] ?? member
        }
        guard step < 3 else { continue }
        // Members recommend their candidates again, for other offers: that is when a candidate gets the other key.
        for (email, owner) in owners {
          var process = community
          process.secrets = Self.steps[step]
          let again = try process.recommendation(by: owner, for: try await community.offer(), email: email)
          _ = try await process.database.handle(process.recommend, [again]).decisions[0].get()
        }
      }
    }
  }

  @Test("R2, R4: a key under another secret is whose it is under this one, whoever the submission is decided for")
  func ofTheSameKind() async throws {
    try await Community.with { community in
      let (first, second) = (try await community.member(), try await community.member())
      func recommend(
        _ member: MemberID, _ email: String, _ profile: String?, _ step: Int
      ) async throws -> Result<RecommendCandidate.Result, Problem> {
        var process = community
        process.secrets = Self.steps[step]
        let command = try process.recommendation(
          by: member, for: try await community.offer(), email: email, linkedin: profile)
        return try await process.database.handle(process.recommend, [command]).decisions[0]
      }
      let one = try await recommend(first, "one@example.org", nil, 0).get().candidateId
      let two = try await recommend(second, "two@example.org", "in/two", 0).get().candidateId
      // Names both: the oldest attribution rules.
      #expect(try await recommend(first, "one@example.org", "in/two", 1).get().candidateId == one)
      #expect(try await recommend(second, "other@example.org", "in/two", 3).get().candidateId == two)
    }
  }

  @Test("R2: a refused recommendation teaches the other key, too", arguments: [1, 2])
  func refusalsTeach(step: Int) async throws {
    try await Community.with { community in
      let (owner, rival) = (try await community.member(), try await community.member())
      try await community.attribute(by: owner, for: try await community.offer(), email: "a@example.org")
      for step in [step, 3] {
        var process = community
        process.secrets = Self.steps[step]
        let command = try process.recommendation(by: rival, for: try await community.offer(), email: "A@example.org")
        let decision = try await process.database.handle(process.recommend, [command]).decisions[0]
        #expect(code(decision) == .candidateAlreadyAttributed)
      }
    }
  }

  @Test("R5: nobody recommends themselves, whichever of the secrets the members service hashed them with")
  func themselves() async throws {
    try await Community.with { community in
      let email = try #require(EmailAddress("ada@example.org"))
      for (told, asked) in [(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)] {
        let member = try await community.member(keys: IdentityHasher(Self.steps[told]).keys(email: email))
        var process = community
        process.secrets = Self.steps[asked]
        let command = try process.recommendation(by: member, for: try await community.offer(), email: "Ada@example.org")
        let decision = try await process.database.handle(process.recommend, [command]).decisions[0]
        #expect(code(decision) == .selfRecommendation)
      }
    }
  }

  @Test("H2: a hire reported under the next secret is whose the candidate was under the former")
  func hires() async throws {
    try await Community.with { community in
      let (member, offer) = (try await community.member(), try await community.offer())
      let made = try await community.attribute(by: member, for: offer, email: "camille@example.org")
      var process = community
      process.secrets = Self.steps[2]
      let report = HireReported(
        applicationId: "1", sourceSystem: "ats", offerId: offer,
        candidate: HiredCandidate(email: EmailAddress("Camille@example.org")),
        hiredAt: Timestamp.now.adding(seconds: 10))
      let outcome = try await process.database.handle(process.reportHire, [report])
      #expect(try outcome.events(HireAttributed.self).map(\.recommendationId) == [made.recommendationId])
      // The same once more by a process that knows the former alone is no other candidate.
      let repeated = try await community.database.handle(community.reportHire, [report])
      #expect(try repeated.events(HireReportDiffers.self).isEmpty)
    }
  }
}
