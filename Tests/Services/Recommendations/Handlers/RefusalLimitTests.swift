import MessageHandling
import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// R3: whoever tries many candidates to find out who is known is soon told nothing any more.
@Suite("Refusals are limited")
struct RefusalLimitTests {
  private func limit(_ community: Community, to count: Int?) async throws {
    let change = ChangeRecommendationsPolicy(refusalsPerDay: count.map { .replace($0) } ?? .remove)
    _ = try await community.database.handle(ChangePolicyHandler(), [change]).decisions[0].get()
  }

  private func codes(
    of emails: [String], by member: MemberID, in community: Community, at now: Timestamp = .now
  ) async throws -> [ProblemCode?] {
    var commands: [RecommendCandidate] = []
    for email in emails {
      commands.append(try community.recommendation(by: member, for: try await community.offer(), email: email))
    }
    return try await community.database.handle(community.recommend, commands, at: now).decisions.map(code)
  }

  @Test(
    "by then known and unknown candidates are refused alike, in one batch and in many, whoever decides",
    arguments: 0..<8 as Range<UInt64>)
  func limited(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let limit = Int.random(in: 1...4, using: &generator)
      try await self.limit(community, to: limit)
      let (owner, curious, honest) = (
        try await community.member(), try await community.member(), try await community.member()
      )
      let known = (0..<8).map { "known\($0)@example.org" }
      #expect(try await codes(of: known, by: owner, in: community) == known.map { _ in nil })
      var given = 0
      for batch in 0..<4 {
        let emails = (0..<Int.random(in: 1...3, using: &generator)).map { index in
          Bool.random(using: &generator) ? known.randomElement(using: &generator)! : "new\(batch)-\(index)@example.org"
        }
        for (email, code) in zip(emails, try await codes(of: emails, by: curious, in: community)) {
          let isKnown = email.hasPrefix("known")
          #expect(code == (given >= limit ? .tooManyRefusals : isKnown ? .candidateAlreadyAttributed : nil))
          if isKnown { given += 1 }
        }
      }
      #expect(try await codes(of: [known[0]], by: honest, in: community) == [.candidateAlreadyAttributed])
    }
  }

  @Test("what is refused for that alone is answered and told to nobody; a day later it counts no more")
  func forgotten() async throws {
    try await Community.with { community in
      try await limit(community, to: 2)
      let (owner, curious) = (try await community.member(), try await community.member())
      let now = Timestamp.now
      _ = try await codes(of: ["a@example.org"], by: owner, in: community, at: now)
      let known = ["a@example.org", "a@example.org", "a@example.org"]
      #expect(
        try await codes(of: known, by: curious, in: community, at: now)
          == [.candidateAlreadyAttributed, .candidateAlreadyAttributed, .tooManyRefusals])
      let offer = try await community.offer()
      let command = try community.recommendation(by: curious, for: offer, email: "new@example.org")
      let refused = try await community.database.handle(community.recommend, [command], at: now)
      #expect(refused.emitted.isEmpty && refused.decisions.map(code) == [.tooManyRefusals])
      let later = now.adding(seconds: 86_401)
      #expect(
        try await codes(of: known, by: curious, in: community, at: later)
          == [.candidateAlreadyAttributed, .candidateAlreadyAttributed, .tooManyRefusals])
      let kept = try await community.database.query("select count(*) from recommendations.refusals")[0]
      #expect(try kept.decode(Int.self) == 2)
    }
  }

  @Test("a policy lifts the limit")
  func lifted() async throws {
    try await Community.with { community in
      try await limit(community, to: 1)
      try await limit(community, to: nil)
      let (owner, curious) = (try await community.member(), try await community.member())
      _ = try await codes(of: ["a@example.org"], by: owner, in: community)
      let known = Array(repeating: "a@example.org", count: 3)
      #expect(
        try await codes(of: known, by: curious, in: community) == known.map { _ in .candidateAlreadyAttributed })
    }
  }
}
