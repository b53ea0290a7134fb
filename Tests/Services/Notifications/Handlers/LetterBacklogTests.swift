import FoundationEssentials
import MessageHandling
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import SMTPClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// Letters pile up where a mail server is away, or a company gives no address: each run has to cost the same.
@Suite("A backlog of letters", .timeLimit(.minutes(15)))
struct LetterBacklogTests {
  /// Who gets letters, and gave an address, whatever the planner knows of it.
  private static let members = 2_000

  /// Writes due letters: `known` to members with an address, `unknown` to companies without, which are due before them.
  private func write(known: Int, unknown: Int, in database: ServiceDatabase, at now: Timestamp) async throws {
    _ = try await database.pool.execute([
      """
      insert into notifications.members (member_id, locale, first_name, last_name, email, revision)
      select lpad(to_hex(n), 32, '0')::uuid, 'fr', 'A', 'B', n || '@example.org', 1
      from generate_series(1, \(Self.members)) n
      """,
      """
      insert into notifications.letters (
        notification_id, audience, name, recipient_id, locale, subject, body, written_at, next_attempt_at
      )
      select gen_random_uuid(), 'member', 'points-awarded', lpad(to_hex(1 + n % \(Self.members)), 32, '0')::uuid, 'fr',
        'subject', 'body', \(now), \(now)::timestamptz - interval '1 second'
      from generate_series(1, \(known)) n
      union all
      select gen_random_uuid(), 'company', 'candidate-transmitted', gen_random_uuid(), 'fr', 'subject', 'body',
        \(now)::timestamptz - n * interval '1 minute', \(now)::timestamptz - interval '2 seconds'
      from generate_series(1, \(unknown)) n
      """,
    ])
  }

  @Test(
    "N4 one run looks up the addresses of so many letters, however many are due and whatever is known of the tables",
    arguments: [(300, 0), (6_000, 0), (3_000, 3_000)], [false, true])
  func reading(letters: (known: Int, unknown: Int), isAnalyzed: Bool) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let now = Timestamp.now
      try await write(known: letters.known, unknown: letters.unknown, in: database, at: now)
      if isAnalyzed {
        _ = try await database.pool.execute(["analyze notifications.letters", "analyze notifications.members"])
      }
      let month = now.adding(seconds: -86_400 * 30)
      for statement in [
        LetterStatements.giveUpWithoutAddress(before: month, ofFirst: 100, at: now),
        LetterStatements.putOffWithoutAddress(since: month, ofFirst: 100, at: now),
      ] {
        let plan = try await database.query("explain (analyze, timing off) \(fragment: statement)")
          .map { try $0.decode(String.self) }
        let lookups = plan.filter { $0.contains(" on members ") || $0.contains(" on companies ") }
        #expect(lookups.count == 2, "\(plan.joined(separator: "\n"))")
        for lookup in lookups {
          #expect(lookup.contains("Index Scan"), "\(lookup)")
          let loops = lookup.firstMatch(of: /loops=(\d+)/).flatMap { Int($0.1) }
          #expect(lookup.contains("never executed") || loops.map { $0 <= 100 } == true, "\(lookup)")
        }
      }
    }
  }

  private func isMore(_ next: NextRun, at now: Timestamp) -> Bool {
    switch next {
    case .immediately: true
    case .at(let instant): instant <= now
    case .whenSomethingHappens: false
    }
  }

  @Test("N4 those who wait for an address hold up nobody, however many they are and however long they have been due")
  func behindOthers() async throws {
    let carrier = ScriptedCarrier { _, _ in SMTPOutcome(.acceptance, .reply(250)) }
    let work = DeliverLetters(
      composer: try Composer(isMailing: true),
      mailing: Mailing(
        carrier, sender: MailSender("coopt@example.org")!, patience: DeliveryPatience(attempts: 3, firstPause: 60)),
      retention: 3600)
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let now = Timestamp.now
      // Those written more than an hour ago are given up, and staff told; the sixty others are put off.
      try await write(known: 40, unknown: 350, in: database, at: now)
      var told = 0
      var next = NextRun.immediately
      while isMore(next, at: now) {
        let run = try await database.run(work, at: now)
        told += run.emitted.count { $0.routingKey == "staff.delivery-given-up" }
        next = run.next
      }
      let states = try await database.query(
        """
        select audience || ' ' || state || ' ' || count(*) || ' ' || count(*) filter (where next_attempt_at <= \(now))
        from notifications.letters group by audience, state order by audience, state
        """
      ).map { try $0.decode(String.self) }
      #expect(states == ["company given-up 290 0", "company pending 60 0", "member sent 40 0"])
      #expect(told == 290)
    }
  }
}
