import Messages
import NotificationsDomain
import NotificationsService
import PolicyVersions
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("The time zone whose calendar years tax information follows")
struct TimeZoneTests {
  private let story = SampleStory()
  /// When a zone comes in force: noon of the last day of 2026 in Paris, the first hour of 2027 on Kiritimati, which is 14
  /// hours ahead of UTC.
  private let date = Timestamp("2026-12-31T11:00:00Z")!
  private var justBefore: Timestamp { Timestamp(microseconds: date.microseconds - 1) }

  private func version(_ number: Int, _ timeZone: String, from date: Timestamp? = nil) -> MembersPolicyChanged {
    let terms = MembershipTerms(version: number, invitationValidityDays: 30, timeZone: timeZone)
    return MembersPolicyChanged(
      MembersPolicy(terms, inForceFrom: date), inForceSince: date == nil ? self.date : nil)
  }

  private func with(_ body: (StoryTeller) async throws -> Void) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      _ = try await teller.tell(ContactChangedHandler(), story.memberContact)
      try await body(teller)
    }
  }

  private func learn(_ teller: StoryTeller, _ events: MembersPolicyChanged...) async throws -> [Problem?] {
    try await teller.database.handle(PolicyChangedHandler(TimeZones(in: "notifications")), events).decisions
  }

  private func learnCancelled(_ teller: StoryTeller, _ versions: [Int]) async throws {
    _ = try await teller.tell(
      PolicyChangeCancelledHandler(TimeZones(in: "notifications")), MembersPolicyChangeCancelled(versions: versions))
  }

  /// The years that tax information is told of when a payment is made at an instant.
  private func years(_ teller: StoryTeller, at paidAt: Timestamp) async throws -> [JSONValue?] {
    try await teller.tell(PayoutMadeHandler(composer: teller.composer), story.paid(at: paidAt.description))
      .filter { $0.routingKey.hasSuffix(".tax-information") }.map { $0.details["year"] }
  }

  @Test("W6: a year is that of the zone in force when the payment was made, whenever that is told")
  func byDate() async throws {
    try await with { teller in
      let problems = try await learn(teller, version(2, "Pacific/Kiritimati", from: date))
      #expect(problems == [nil])
      #expect(try await years(teller, at: date) == [2027])
      #expect(try await years(teller, at: date.adding(seconds: 86_400)) == [])
      #expect(try await years(teller, at: justBefore) == [2026])
      let versions = try await teller.database.query(
        "select time_zone_version from notifications.tax_information order by year")
      #expect(try versions.decode(Int.self) == [1, 2])
    }
  }

  @Test("W6: a zone in force at once does not move what was paid before it")
  func atOnce() async throws {
    try await with { teller in
      _ = try await learn(teller, version(2, "Pacific/Kiritimati"))
      #expect(try await years(teller, at: justBefore) == [2026])
      #expect(try await years(teller, at: date) == [2027])
    }
  }

  @Test("W6: in whatever order versions are told, and how often, each counts in its time", arguments: [false, true])
  func anyOrder(reversed: Bool) async throws {
    try await with { teller in
      let events = [version(2, "Pacific/Kiritimati"), version(3, "Europe/Paris", from: date.adding(seconds: 60))]
      for event in reversed ? events.reversed() : events { _ = try await learn(teller, event, event) }
      _ = try await learn(teller, events[0])
      #expect(try await years(teller, at: date.adding(seconds: 60)) == [2026])
      #expect(try await years(teller, at: date) == [2027])
    }
  }

  @Test("W6: a cancelled zone never counts, also where the cancellation is told first", arguments: [false, true])
  func cancelled(cancellationFirst: Bool) async throws {
    try await with { teller in
      if cancellationFirst { try await learnCancelled(teller, [2]) }
      _ = try await learn(teller, version(2, "Pacific/Kiritimati", from: date))
      if !cancellationFirst { try await learnCancelled(teller, [2]) }
      try await learnCancelled(teller, [2])
      #expect(try await years(teller, at: date) == [2026])
    }
  }

  @Test("A zone that the database does not know is a dead letter of its own; the rest of its batch is kept")
  func unknown() async throws {
    try await with { teller in
      let problems = try await learn(
        teller, version(2, "Europe/Atlantis", from: date), version(3, "Pacific/Kiritimati", from: date))
      #expect(problems.map { $0?.code } == [.invalidMessage, nil])
      #expect(try await years(teller, at: date) == [2027])
    }
  }

  @Test("W6: what a process of the version before noted is not told again")
  func rollingUpgrade() async throws {
    try await with { teller in
      _ = try await teller.database.query(
        """
        insert into notifications.tax_information (member_id, year, reward_id, policy_version)
        values (\(story.member), 2026, \(RewardID.make()), 1)
        """)
      #expect(try await years(teller, at: justBefore) == [])
    }
  }
}
