import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("A hire's clock")
struct HireClockTests {
  private let day = 86_400.0

  private func with(_ body: (ReportedHires) async throws -> Void) async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      try await body(ReportedHires(community: community, offer: offer))
    }
  }

  @Test("H1: a hire dated in the future is withdrawn before its date, and counts again when reported again")
  func future() async throws {
    try await with { hires in
      let now = Timestamp.now
      let start = now.adding(seconds: 60 * day)
      let report = hires.report(hiredAt: start, startsAt: start)
      let told = try await hires.tell(report, sent: now).events(HireAttributed.self)
      #expect(told.map(\.hiredAt) == [start] && told.map(\.startsAt) == [start])
      #expect(told.map(\.asOf) == [now] && told.map(\.revision) == [1] && told.map(\.conflictRevision) == [1])
      let later = now.adding(seconds: 1)
      let withdrawn = try await hires.withdraw(withdrawnAt: later, sent: later).events(HireWithdrawn.self)
      #expect(withdrawn.map(\.revision) == [2])
      let again = try await hires.tell(report, sent: now.adding(seconds: 2)).events(HireAttributed.self)
      #expect(again.map(\.revision) == [3] && again.map(\.hiredAt) == [start])
    }
  }

  @Test("H1: without an envelope's time a message speaks as of its own date")
  func withoutTime() async throws {
    try await with { hires in
      let now = Timestamp.now
      let start = now.adding(seconds: 60 * day)
      _ = try await hires.tell(hires.report(hiredAt: start))
      #expect(try await hires.withdraw(withdrawnAt: now).emitted.isEmpty)
      let spoken = try await hires.withdraw("2", withdrawnAt: now, asOf: now.adding(seconds: -day))
      #expect(try spoken.events(HireWithdrawn.self).count == 1)
      let outcome = try await hires.tell(hires.report("2", hiredAt: now.adding(seconds: -day)), sent: now)
      #expect(try outcome.events(HireReportOutdated.self).count == 1, "a tie goes to the withdrawal")
    }
  }

  @Test("H1: told again when its date or its start is corrected, and as of a later instant; not of what is no news")
  func corrected() async throws {
    try await with { hires in
      let now = Timestamp.now
      let (hired, start) = (now.adding(seconds: 10 * day), now.adding(seconds: 30 * day))
      func tell(
        _ hiredAt: Timestamp, _ startsAt: Timestamp? = nil, asOf seconds: Double
      ) async throws -> [HireAttributed] {
        let report = hires.report(hiredAt: hiredAt, startsAt: startsAt, asOf: now.adding(seconds: seconds))
        return try await hires.tell(report).events(HireAttributed.self)
      }
      #expect(try await tell(hired, asOf: 0).map(\.revision) == [1])
      #expect(try await tell(hired, start, asOf: 1).map(\.startsAt) == [start])
      let earlier = try await tell(hired.adding(seconds: -5 * day), start, asOf: 2)
      #expect(earlier.map(\.hiredAt) == [hired.adding(seconds: -5 * day)] && earlier.map(\.revision) == [3])
      #expect(try await tell(hired, start, asOf: 1).isEmpty, "what was said before")
      #expect(try await tell(hired.adding(seconds: -5 * day), start, asOf: 2).isEmpty, "what was said last")
      #expect(try await tell(hired.adding(seconds: -5 * day), start, asOf: 3).map(\.revision) == [4])
    }
  }

  @Test("H1: a report that a later withdrawal leaves without effect is told once for each message and content")
  func outdated() async throws {
    try await with { hires in
      let now = Timestamp.now
      let withdrawn = now.adding(seconds: -day)
      _ = try await hires.withdraw(withdrawnAt: withdrawn, sent: now)
      let report = hires.report(hiredAt: withdrawn.adding(seconds: -day))
      func outdated(_ report: HireReported, by id: MessageID) async throws -> [HireReportOutdated] {
        try await hires.tell(report, id: id, sent: now).events(HireReportOutdated.self)
      }
      let (first, second) = (MessageID.make(), MessageID.make())
      let told = try await outdated(report, by: first)
      #expect(told.map(\.asOf) == [report.hiredAt] && told.map(\.withdrawnAsOf) == [withdrawn])
      #expect(told.map(\.sourceSystem) == ["ats"] && told.map(\.applicationId) == ["1"])
      #expect(try await outdated(report, by: first).isEmpty, "delivered again")
      #expect(try await outdated(report, by: second).count == 1, "said again")
      let other = hires.report(hiredAt: withdrawn.adding(seconds: -2 * day))
      #expect(try await outdated(other, by: first).count == 1, "another content")
      #expect(try await outdated(other, by: first).isEmpty)
      let rehired = hires.report(hiredAt: now)
      #expect(try await hires.tell(rehired, sent: now).events(HireAttributed.self).count == 1)
      #expect(try await outdated(report, by: .make()).isEmpty, "the hire is in force by another report")
    }
  }

  @Test(
    "H1: a date that cannot be is refused by its field, and leaves no hire",
    arguments: ["hiredAt", "startsAt", "asOf", "withdrawnAt", "candidate.phone"], [true, false])
  func refused(field: String, isFuture: Bool) async throws {
    try await with { hires in
      let now = Timestamp.now
      let days: Double = ["hiredAt": 400, "startsAt": 800][field] ?? 1
      let date = isFuture ? now.adding(seconds: days * day + 1) : try #require(Timestamp("1999-12-31T23:59:59Z"))
      let outcome: ReportedHires.Outcome
      switch field {
      case "withdrawnAt": outcome = try await hires.withdraw(withdrawnAt: date, at: now)
      case "candidate.phone":
        var report = hires.report(hiredAt: now)
        report.candidate.phone = isFuture ? "call me" : "+33 6 12"
        outcome = try await hires.tell(report, at: now)
      default:
        outcome = try await hires.tell(
          hires.report(
            hiredAt: field == "hiredAt" ? date : now, startsAt: field == "startsAt" ? date : nil,
            asOf: field == "asOf" ? date : nil), at: now)
      }
      guard case .failure(let problem) = outcome.decisions[0] else {
        Issue.record("\(field) was accepted")
        return
      }
      #expect(problem.code == .invalidMessage && problem.errors?.map(\.field) == [field])
      #expect(outcome.emitted.isEmpty)
      let rows = try await hires.community.database.query("select count(*) from recommendations.hires")
      #expect(try rows[0].decode(Int.self) == 0)
    }
  }

  @Test("H1: what is refused in a batch leaves the rest of it as it is")
  func refusedAmongOthers() async throws {
    try await with { hires in
      let now = Timestamp.now
      let reports = [
        hires.report(hiredAt: now.adding(seconds: 500 * day)), hires.report("2", hiredAt: now),
      ]
      let outcome = try await hires.community.database.handle(hires.community.reportHire, reports, at: now)
      #expect((try? outcome.decisions[0].get()) == nil)
      #expect(try outcome.decisions[1].get().outcome == .attributed)
    }
  }

  @Test(
    "H1: in any order, repeated, with or without as-of and envelope, messages leave one hire, in rows and in what is told"
  )
  func anyOrder() async throws {
    try await with { hires in
      let now = Timestamp.now
      for seed in 1...40 as ClosedRange<UInt64> {
        var generator = SeededGenerator(seed: seed)
        let messages = (0..<Int.random(in: 1...6, using: &generator)).map { _ in story(now, using: &generator) }
        var ends: [[String]] = []
        for order in 1...3 {
          let application = "\(seed)-\(order)"
          var told: (revision: Int, hiredAt: Timestamp?) = (0, nil)
          for message in messages.shuffledAndRepeated(using: &generator) {
            let outcome = try await message(hires, application)
            for event in try outcome.events(HireAttributed.self) {
              #expect(event.revision == told.revision + 1, "seed \(seed)")
              told = (event.revision ?? 0, event.hiredAt)
            }
            for event in try outcome.events(HireWithdrawn.self) {
              #expect(event.revision == told.revision + 1, "seed \(seed)")
              told = (event.revision ?? 0, nil)
            }
          }
          let row = try await hires.community.database.query(
            """
            select concat_ws('|', reported_as_of, hired_at, starts_at, withdrawn_as_of, withdrawn_at, holds),
              case when holds then hired_at end
            from recommendations.hires
            where application_id = \(application)
            """)[0]
          let (end, hiredAt) = try row.decode((String, Timestamp?).self)
          #expect(told.hiredAt == hiredAt, "seed \(seed)")
          ends.append([end])
        }
        #expect(Set(ends).count == 1, "seed \(seed): \(ends)")
      }
    }
  }

  /// A message of another system, told of an application.
  private func story(
    _ now: Timestamp, using generator: inout SeededGenerator
  ) -> (ReportedHires, String) async throws -> ReportedHires.Outcome {
    func instant(_ hours: ClosedRange<Int>) -> Timestamp {
      now.adding(seconds: Double(Int.random(in: hours, using: &generator)) * 3600)
    }
    // Whatever else they say, they are of today or later: in time for the recommendation.
    let date = instant(0...20)
    let asOf = Bool.random(using: &generator) ? instant(-20...20) : nil
    let sent = Bool.random(using: &generator) ? instant(-20...20) : nil
    let start = Bool.random(using: &generator) ? instant(0...90) : nil
    guard Bool.random(using: &generator) else {
      return { try await $0.withdraw($1, withdrawnAt: date, asOf: asOf, sent: sent, at: now) }
    }
    return { hires, application in
      let report = hires.report(application, hiredAt: date, startsAt: start, asOf: asOf)
      return try await hires.tell(report, sent: sent, at: now)
    }
  }

  @Test("H1: a hire that a version before kept speaks as of its own dates")
  func ofBefore() async throws {
    try await with { hires in
      let now = Timestamp.now
      _ = try await hires.tell(hires.report(hiredAt: now), sent: now)
      _ = try await hires.community.database.query(
        """
        update recommendations.hires
        set reported_as_of = null, withdrawn_as_of = null, withdrawn_at = hired_at - interval '1 hour', revision = 0
        """)
      #expect(try await hires.withdraw(withdrawnAt: now.adding(seconds: -60), sent: now).emitted.isEmpty)
      let told = try await hires.withdraw(withdrawnAt: now, sent: now).events(HireWithdrawn.self)
      #expect(told.map(\.revision) == [1])
    }
  }
}
