import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("The time zone whose calendar years statements follow")
struct TimeZoneTests {
  private let member = MemberID.make()
  /// Noon of the last day of 2026 in Paris, the first hour of 2027 on Kiritimati, which is 14 hours ahead of UTC.
  private let hiredAt = Timestamp("2026-12-31T11:00:00Z")!
  private let date = Timestamp("2027-02-01T00:00:00Z")!
  private var justBefore: Timestamp { Timestamp(microseconds: date.microseconds - 1) }

  private func version(_ number: Int, _ timeZone: String, from date: Timestamp? = nil) -> MembersPolicyChanged {
    let terms = MembershipTerms(version: number, invitationValidityDays: 30, timeZone: timeZone)
    return MembersPolicyChanged(
      MembersPolicy(terms, inForceFrom: date), inForceSince: date == nil ? hiredAt : nil)
  }

  private func learn(_ database: ServiceDatabase, _ events: MembersPolicyChanged...) async throws -> [Problem?] {
    try await database.handle(PolicyChangedHandler(TimeZones(in: "rewards")), events).decisions
  }

  private func learnCancelled(_ database: ServiceDatabase, _ versions: [Int]) async throws {
    let event = MembersPolicyChangeCancelled(versions: versions)
    _ = try await database.handle(PolicyChangeCancelledHandler(TimeZones(in: "rewards")), [event, event])
  }

  /// Has the member earn a bonus and points at an instant that two zones count to different years.
  private func with(_ body: (ServiceDatabase) async throws -> Void) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      _ = try await database.handle(HireAttributedHandler(), [.hire(by: member)], at: hiredAt)
      try await body(database)
    }
  }

  /// The year whose statement has what the member earned, asked for at an instant.
  private func year(_ database: ServiceDatabase, at now: Timestamp) async throws -> Int? {
    let years = [2026, 2027]
    let questions = years.map { GetStatement(memberId: member, year: $0) }
    let answers = try await database.handle(GetStatementHandler(), questions, at: now).decisions.map { try $0.get() }
    #expect(answers.map(\.entries.count).sorted() == [0, 2])
    #expect(answers.map(\.entries.isEmpty) == answers.map(\.rewards.isEmpty))
    return zip(years, answers).first { !$1.entries.isEmpty }?.0
  }

  @Test("W6: a year is that of the zone in force when the statement is asked for, from its date on")
  func byDate() async throws {
    try await with { database in
      let problems = try await learn(database, version(2, "Pacific/Kiritimati", from: date))
      #expect(problems == [nil])
      #expect(try await year(database, at: justBefore) == 2026)
      #expect(try await year(database, at: date) == 2027)
    }
  }

  @Test("W6: a zone in force at once counts as soon as it is known")
  func atOnce() async throws {
    try await with { database in
      _ = try await learn(database, version(2, "Pacific/Kiritimati"))
      #expect(try await year(database, at: hiredAt) == 2027)
      #expect(try await year(database, at: date) == 2027)
    }
  }

  @Test("W6: in whatever order versions are told, and how often, each counts in its time", arguments: [false, true])
  func anyOrder(reversed: Bool) async throws {
    try await with { database in
      let events = [
        version(2, "Pacific/Kiritimati"), version(3, "Europe/Paris", from: date),
        version(4, "Pacific/Kiritimati", from: date.adding(seconds: 60)),
      ]
      for event in reversed ? events.reversed() : events { _ = try await learn(database, event, event) }
      _ = try await learn(database, events[0])
      #expect(try await year(database, at: justBefore) == 2027)
      #expect(try await year(database, at: date) == 2026)
      #expect(try await year(database, at: date.adding(seconds: 60)) == 2027)
    }
  }

  @Test("W6: a cancelled zone never counts, also where the cancellation is told first", arguments: [false, true])
  func cancelled(cancellationFirst: Bool) async throws {
    try await with { database in
      if cancellationFirst { try await learnCancelled(database, [2, 3]) }
      let (second, third) = (version(2, "Pacific/Kiritimati", from: date), version(3, "Asia/Tokyo", from: date))
      _ = try await learn(database, second, third)
      if !cancellationFirst { try await learnCancelled(database, [2, 3]) }
      #expect(try await year(database, at: date) == 2026)
      _ = try await learn(database, version(4, "Pacific/Kiritimati", from: date))
      #expect(try await year(database, at: date) == 2027)
    }
  }

  @Test("A zone that the database does not know is a dead letter of its own; the rest of its batch is kept")
  func unknown() async throws {
    try await with { database in
      let problems = try await learn(
        database, version(2, "Europe/Atlantis", from: date), version(3, "Pacific/Kiritimati", from: date))
      #expect(problems.map { $0?.code } == [.invalidMessage, nil])
      #expect(problems[0]?.errors?.map(\.field) == ["timeZone"])
      #expect(try await year(database, at: date) == 2027)
      #expect(try await database.count("select count(*) from rewards.time_zones") == 2)
    }
  }

  @Test("The copy of the zone in the service's own policy, which processes of the version before read, decides nothing")
  func superseded() async throws {
    try await with { database in
      _ = try await database.query("update rewards.policies set time_zone = 'Pacific/Kiritimati'")
      _ = try await database.handle(ChangePolicyHandler(), [ChangeRewardsPolicy()], at: hiredAt)
      #expect(try await year(database, at: date) == 2026)
      #expect(
        try await database.count("select count(*) from rewards.policies where time_zone = 'Pacific/Kiritimati'") == 2)
    }
  }
}
