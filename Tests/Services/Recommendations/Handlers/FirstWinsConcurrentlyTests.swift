import Messages
import PostgreSQLClient
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct FirstWinsConcurrentlyTests {
  @Test("R2: of many members who recommend the same person at once exactly one wins, whatever keys they give")
  func onePerson() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let members = try await (0..<20).asyncMap { _ in try await community.member() }
      let decisions = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
        for (index, member) in members.enumerated() {
          // Each shares a key with each other: all the telephone number, half of them an e-mail address.
          let command = try community.recommendation(
            by: member, for: offer, email: index % 2 == 0 ? "x@example.org" : "x\(index)@example.org",
            phone: "+33612345678")
          group.addTask { code(try await community.database.handle(community.recommend, [command]).decisions[0]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(decisions.count { $0 == nil } == 1)
      #expect(decisions.count { $0 == .candidateAlreadyAttributed } == 19)
      #expect(try await community.count(.candidates) == 1)
      #expect(try await community.count(.recommendations) == 1)
      #expect(try await community.count(.keys) == 2)
    }
  }

  @Test("R2: batches with overlapping people in opposite orders all end, and every person has one owner")
  func overlappingBatches() async throws {
    try await Community.with { community in
      let people = 30
      let members = try await (0..<20).asyncMap { _ in try await community.member() }
      let offers = try await (0..<people).asyncMap { _ in try await community.offer() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, member) in members.enumerated() {
          let everybody = try (0..<people).map {
            try community.recommendation(
              by: member, for: offers[$0], email: "p\($0)@example.org", phone: "+336123456\($0 + 10)")
          }
          // Half of them begin at the other end.
          let batch = index % 2 == 0 ? everybody : everybody.reversed()
          group.addTask { _ = try await community.database.handle(community.recommend, batch) }
        }
        try await group.waitForAll()
      }
      #expect(try await community.count(.candidates) == people)
      #expect(try await community.count(.recommendations) == people)
      #expect(try await community.count(.keys) == 2 * people)
    }
  }
}

extension Sequence {
  /// Maps one after the other.
  func asyncMap<Mapped>(_ transform: (Element) async throws -> Mapped) async rethrows -> [Mapped] {
    var mapped: [Mapped] = []
    for element in self { mapped.append(try await transform(element)) }
    return mapped
  }
}
