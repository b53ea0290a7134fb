import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("One person, once")
struct PersonTests {
  /// Somebody who leaves and joins again, each time as another member.
  private struct Rounds {
    let person = PersonID.make()
    let members = (0..<5).map { _ in MemberID.make() }
    let sponsors: [MemberID]
  }

  private func points(of member: MemberID, _ database: ServiceDatabase) async throws -> Int {
    -(try await database.balances()["member:\(member):points points"] ?? 0)
  }

  private func share(of member: MemberID, _ database: ServiceDatabase) async throws -> Int {
    -(try await database.balances()["member:\(member):payable eur-cents"] ?? 0)
  }

  @Test(
    "M5, W2, W7: five rounds of leave and rejoin bring one joining and one share, whoever hears of them in what order")
  func fiveRounds() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      for seed in 1...12 as ClosedRange<UInt64> {
        var generator = SeededGenerator(seed: seed)
        let one = MemberID.make()
        let sponsors = (0..<5).map { _ in seed.isMultiple(of: 2) ? one : MemberID.make() }
        let rounds = Rounds(sponsors: sponsors)
        let joinings = zip(rounds.members, rounds.sponsors).map { member, sponsor in
          MemberJoined.joining(member, sponsor: sponsor, RewardPreference(option: .toMember), person: rounds.person)
        }
        for joined in joinings.shuffledAndRepeated(using: &generator) {
          _ = try await database.handle(MemberJoinedHandler(), [joined])
        }
        let hires = zip(rounds.members, rounds.sponsors).enumerated().map { day, brought in
          HireAttributed.hire(by: brought.0, sponsor: brought.1, day: day + 1, revision: 1)
        }
        for hire in hires.shuffledAndRepeated(using: &generator) { try await database.report([hire]) }
        for sponsor in Set(sponsors) where !sponsors.isEmpty {
          let isFirst = sponsor == sponsors[0]
          #expect(try await share(of: sponsor, database) == (isFirst ? 25_000 : 0), "seed \(seed)")
        }
        var scored = 0
        for sponsor in Set(sponsors) { scored += try await points(of: sponsor, database) }
        #expect(scored == 30, "seed \(seed)")

        // The share falls to the earliest hire that is left, whichever membership it is of, and is re-armed by the last.
        for (number, hire) in hires.enumerated() {
          try await database.withdraw([HireWithdrawn(hireId: hire.hireId, revision: 2)])
          var left = 0
          for sponsor in Set(sponsors) { left += try await share(of: sponsor, database) }
          #expect(left == (number == 4 ? 0 : 25_000), "seed \(seed)")
          guard number < 4 else { continue }
          #expect(try await share(of: sponsors[number + 1], database) == 25_000, "seed \(seed)")
        }
      }
    }
  }

  @Test(
    "M5, W2, W7: who comes back with the number of somebody older brings no second joining and share",
    arguments: 1...8 as ClosedRange<UInt64>)
  func comingBackAsSomebodyOlder(seed: UInt64) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      var generator = SeededGenerator(seed: seed)
      let sponsor = MemberID.make()
      let (older, first, again) = (MemberID.make(), MemberID.make(), MemberID.make())
      let preference = RewardPreference(option: .toMember)
      func joining(_ member: MemberID, _ sponsor: MemberID?, _ person: MemberID) -> MemberJoined {
        .joining(member, sponsor: sponsor, preference, person: PersonID(person.rawValue))
      }
      var united = joining(again, sponsor, older)
      united.formerPersonIds = [PersonID(first.rawValue)]
      let joinings = [joining(older, nil, older), joining(first, sponsor, first), united]
      for joined in joinings.shuffledAndRepeated(using: &generator) {
        _ = try await database.handle(MemberJoinedHandler(), [joined])
      }
      try await database.report([.hire(by: first, sponsor: sponsor), .hire(by: again, sponsor: sponsor)])
      #expect(try await points(of: sponsor, database) == 30)
      #expect(try await share(of: sponsor, database) == 25_000)
    }
  }

  @Test("M5: a batch that tells of all five at once comes to the same")
  func oneBatch() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let sponsor = MemberID.make()
      let rounds = Rounds(sponsors: [])
      let joined = try await database.handle(
        MemberJoinedHandler(),
        rounds.members.map {
          .joining($0, sponsor: sponsor, RewardPreference(option: .toMember), person: rounds.person)
        })
      #expect(try joined.events(PointsAwarded.self).map(\.points) == [30])
      let told = try await database.report(rounds.members.map { .hire(by: $0, sponsor: sponsor) })
      #expect(try told.events(RewardGranted.self).filter { $0.kind == .sponsorship }.count == 1)
      #expect(try told.events(RewardGranted.self).filter { $0.kind == .recommendation }.count == 5)
    }
  }

  @Test("M5: others are others, and who has no person stands alone")
  func others() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let sponsor = MemberID.make()
      let members = (0..<3).map { _ in MemberID.make() }
      for (member, person) in zip(members, [PersonID.make(), .make(), nil]) {
        try await database.join(member, sponsor: sponsor, RewardPreference(option: .toMember), person: person)
        try await database.report([.hire(by: member, sponsor: sponsor)])
      }
      #expect(try await points(of: sponsor, database) == 90)
      #expect(try await share(of: sponsor, database) == 75_000)
    }
  }

  @Test("M5: a membership of before persons were told counts: members name a person by the first of their memberships")
  func firstMembershipOfBefore() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (first, second) = (MemberID.make(), MemberID.make())
      let (sponsor, other) = (MemberID.make(), MemberID.make())
      try await database.join(first, sponsor: sponsor, RewardPreference(option: .toMember))
      let hire = HireAttributed.hire(by: first, sponsor: sponsor)
      try await database.report([hire])
      let person = PersonID(rawValue: first.rawValue)
      try await database.join(second, sponsor: other, RewardPreference(option: .toMember), person: person)
      try await database.report([.hire(by: second, sponsor: other, day: 11)])
      #expect(try await points(of: other, database) == 0)
      #expect(try await share(of: other, database) == 0)
      try await database.withdraw([.withdrawal(of: hire.hireId, day: 20)])
      #expect(try await share(of: sponsor, database) == 0)
      #expect(try await share(of: other, database) == 25_000)
    }
  }

  @Test("M5: a person who is learnt late takes nothing back; from then on what stands counts for both memberships")
  func learntLate() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (first, second) = (MemberID.make(), MemberID.make())
      let (sponsor, other) = (MemberID.make(), MemberID.make())
      let (one, two) = (PersonID.make(), PersonID.make())
      try await database.join(first, sponsor: sponsor, RewardPreference(option: .toMember), person: one)
      try await database.join(second, sponsor: other, RewardPreference(option: .toMember), person: two)
      let hires = [first, second].map {
        HireAttributed.hire(by: $0, sponsor: $0 == first ? sponsor : other, revision: 1)
      }
      try await database.report(hires)
      let before = try await database.balances()
      let updated = ProfileUpdated(
        memberId: second, revision: 2, sectors: [], zones: [], charterVersion: "2012-02",
        rewardOption: RewardPreference(option: .toMember), locale: .french, personId: one)
      let told = try await database.handle(ProfileUpdatedHandler(), [updated])
      #expect(told.emitted.isEmpty)
      #expect(try await database.balances() == before)
      #expect(try await share(of: sponsor, database) == 25_000)
      #expect(try await share(of: other, database) == 25_000)
      // A share that goes is not granted again while the other stands.
      try await database.withdraw([HireWithdrawn(hireId: hires[1].hireId, revision: 2)])
      try await database.report([.hire(by: second, sponsor: other)])
      #expect(try await share(of: sponsor, database) == 25_000)
      #expect(try await share(of: other, database) == 0)
      // A third membership, of the person that turned out to be the same, brings nothing more.
      let third = MemberID.make()
      try await database.join(third, sponsor: other, RewardPreference(option: .toMember), person: two)
      try await database.report([.hire(by: third, sponsor: other)])
      #expect(try await points(of: other, database) == 30)
      #expect(try await share(of: other, database) == 0)
    }
  }

  @Test("M5, W2: of two sponsors who brought one person, the one who left loses the share to the other's hire")
  func sponsorLeaves() async throws {
    let left = MemberID.make()
    for leavesFirst in [true, false] {
      try await ServiceDatabase.with(RewardsService.definition) { database in
        let (person, stays) = (PersonID.make(), MemberID.make())
        let members = [MemberID.make(), .make()]
        for member in members {
          try await database.join(member, RewardPreference(option: .toMember), person: person)
        }
        if leavesFirst { try await database.leave([MemberLeft(memberId: left, leftAt: .day(5))]) }
        try await database.report([
          .hire(by: members[0], sponsor: left, day: 6), .hire(by: members[1], sponsor: stays, day: 7),
        ])
        if !leavesFirst { try await database.leave([MemberLeft(memberId: left, leftAt: .day(5))]) }
        #expect(try await share(of: left, database) == 0)
        #expect(try await share(of: stays, database) == 25_000)
      }
    }
  }

  @Test("M5: memberships of one person that are told at the same time bring one joining")
  func together() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      for _ in 1...5 {
        let (sponsor, person) = (MemberID.make(), PersonID.make())
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<4 {
            group.addTask {
              _ = try await database.handle(
                MemberJoinedHandler(), [.joining(.make(), sponsor: sponsor, person: person)])
            }
          }
          try await group.waitForAll()
        }
        #expect(try await points(of: sponsor, database) == 30)
      }
    }
  }
}
