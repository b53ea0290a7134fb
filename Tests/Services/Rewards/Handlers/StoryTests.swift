import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

/// One event of a story.
private enum Step: Sendable {
  case report(HireAttributed)
  case withdraw(HireWithdrawn)
  case leave(MemberLeft)
  case join(MemberJoined)

  func tell(_ database: ServiceDatabase) async throws {
    switch self {
    case .report(let event): try await database.report([event])
    case .withdraw(let event): try await database.withdraw([event])
    case .leave(let event): try await database.leave([event])
    case .join(let event): _ = try await database.handle(MemberJoinedHandler(), [event])
    }
  }
}

@Suite("A story in any order")
struct StoryTests {
  @Test("H1, W8: every order of hire, withdrawal and report again, each told twice, ends in the same books")
  func everyOrder() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      for order in permutations(of: Array(0..<5)) {
        let (member, sponsor, hire, recommendation) = (
          MemberID.make(), MemberID.make(), HireID.make(), RecommendationID.make()
        )
        let steps: [Step] = [
          .join(.joining(member, sponsor: sponsor, RewardPreference(option: .toMember))),
          .report(.hire(hire, of: recommendation, by: member, sponsor: sponsor, day: 10)),
          .withdraw(.withdrawal(of: hire, day: 11)),
          .report(.hire(hire, of: recommendation, by: member, sponsor: sponsor, day: 12)),
          .withdraw(.withdrawal(of: hire, day: 9)),
        ]
        for step in order + order.shuffled() { try await steps[step].tell(database) }
        let books = try await database.balances().filter {
          $0.key.contains("\(member)") || $0.key.contains("\(sponsor)")
        }
        #expect(
          books == [
            "member:\(member):payable eur-cents": -50_000, "member:\(member):points points": -100,
            "member:\(sponsor):payable eur-cents": -25_000, "member:\(sponsor):points points": -30,
          ], "order \(order)")
      }
    }
  }

  @Test("W2: every order of two members' hires, withdrawals and their sponsor's leaving ends in the same books")
  func leavingSponsor() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      for order in permutations(of: Array(0..<5)) {
        let (member, sponsor) = (MemberID.make(), MemberID.make())
        let early = HireAttributed.hire(by: member, sponsor: sponsor, day: 5)
        let late = HireAttributed.hire(by: member, sponsor: sponsor, day: 8)
        let steps: [Step] = [
          .join(.joining(member, sponsor: sponsor, RewardPreference(option: .toMember))),
          .report(early), .report(late), .withdraw(.withdrawal(of: early.hireId, day: 9)),
          .leave(MemberLeft(memberId: sponsor, leftAt: .day(7))),
        ]
        for step in order { try await steps[step].tell(database) }
        let books = try await database.balances().filter {
          $0.key.contains("\(member)") || $0.key.contains("\(sponsor)")
        }
        #expect(
          books == [
            "member:\(member):payable eur-cents": -50_000, "member:\(member):points points": -100,
            "member:\(sponsor):points points": -30,
          ], "order \(order)")
      }
    }
  }

  @Test("W5: hires of one member, told by four at once, become one bonus each and one share; the books balance")
  func concurrency() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (member, sponsor) = (MemberID.make(), MemberID.make())
      try await database.join(member, sponsor: sponsor, RewardPreference(option: .toMember))
      let hires = (0..<40).map { HireAttributed.hire(by: member, sponsor: sponsor, day: $0) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for start in 0..<4 {
          group.addTask {
            for index in stride(from: start, to: 40, by: 4) {
              try await database.report([hires[index], hires[(index + 1) % 40]])
            }
          }
        }
        try await group.waitForAll()
      }
      let books = try await database.balances()
      #expect(books["member:\(member):payable eur-cents"] == -40 * 50_000)
      #expect(books["member:\(member):points points"] == -4_000)
      #expect(books["member:\(sponsor):payable eur-cents"] == -25_000)
      #expect(try await database.count("select sum(points) from rewards.member_points") == 4_030)
    }
  }

  @Test("W1: two hundred hires of one batch become two hundred bonuses")
  func batch() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let members = (0..<20).map { _ in MemberID.make() }
      for member in members { try await database.join(member, RewardPreference(option: .toMember)) }
      let hires = (0..<200).map { HireAttributed.hire(by: members[$0 % 20]) }
      #expect(try await database.report(hires).events(RewardGranted.self).count == 200)
      #expect(try await database.balances()["platform:bonus-expense eur-cents"] == 200 * 50_000)
      #expect(try await database.count("select count(*) from rewards.ledger_transactions") == 400)
    }
  }
}
