import Messages
import OffersService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Topology
import Vocabulary

@Suite("O4 Late eligibility among 40,000 open offers")
struct LateEligibilityTests {
  private let start = Market.start
  /// Seconds between waves: long enough that what is planned is in nobody's hands.
  private let delay = 3600.0
  private var now: Timestamp { start.adding(seconds: 600) }

  /// Open offers whose waves rest, but for one in four, whose next wave is to come.
  private func crowd(_ market: Market) async throws {
    try await market.change(ChangeOffersPolicy(waveDelaySeconds: Int(delay)))
    _ = try await Crowd(market, offers: 40_000, listed: false, open: true)
    _ = try await market.db.query(
      """
      insert into offers.wave_schedules (offer_id, wave, level, due_at, last_dispatched_at)
      select o.offer_id, 3, 'expert',
        case when row_number() over (order by o.offer_id) % 4 = 0 then \(start.adding(seconds: delay - 1))::timestamptz end,
        \(start)::timestamptz
      from offers.offers o
      """)
    _ = try await market.db.query("analyze offers.wave_schedules")
  }

  @Test("O4: offers for 20 members who changed are found by an index; those alone are locked that rest and are theirs")
  func plan() async throws {
    try await Market.with { market in
      try await crowd(market)
      var members: [MemberID] = []
      for number in 0..<20 {
        members.append(
          try await market.member(
            sectors: [["C25"], ["H49", "Q86.10"]][number % 2], zones: [["FR-59"], ["LU", "BE"]][number % 2]))
      }
      // Half of the offers in their places were told to each of them before.
      _ = try await market.db.query(
        """
        insert into offers.solicitations (offer_id, member_id, wave, level, solicited_at)
        select o.offer_id, m.member_id, 3, 'beginner', \(start)
        from offers.offers o
        join offers.members m on m.sectors && o.sector_ancestors and m.zones && o.zone_ancestors
        where hashtext(o.offer_id::text) % 2 = 0
        """)
      for table in ["members", "solicitations"] as [SQLIdentifier] {
        _ = try await market.db.query("analyze offers.\(identifier: table)")
      }
      let expected = try await market.db.query(
        """
        select o.offer_id
        from offers.offers o
        join offers.wave_schedules s on s.offer_id = o.offer_id and s.due_at is null
        where exists (
          select from offers.members m
          where m.sectors && o.sector_ancestors and m.zones && o.zone_ancestors and not exists (
            select from offers.solicitations t where t.offer_id = o.offer_id and t.member_id = m.member_id
          )
        )
        """
      ).decode(OfferID.self)
      #expect(expected.count > 20)
      try await market.db.pool.withTransaction { transaction in
        let (reads, _) = try await Reads.counted(in: transaction) {
          var emission = Emission(service: .offers, now: now)
          return try await WaveDispatch(policy: market.policy).run(at: now, in: transaction, emitting: &emission)
        }
        #expect(reads.scanned("offers") == 0)
        // Each member's offers, and those that are locked.
        #expect(reads.fetched("offers") < 12_000)
        let free = try await market.db.query("select o.offer_id from offers.offers o for update skip locked")
        let locked = try await market.db.query("select o.offer_id from offers.offers o").decode(OfferID.self)
        #expect(Set(locked).subtracting(try free.decode(OfferID.self)) == Set(expected))
      }
      let woken = try await market.db.query(
        "select s.offer_id from offers.wave_schedules s where s.due_at = \(start.adding(seconds: delay))")
      #expect(Set(try woken.decode(OfferID.self)) == Set(expected))
    }
  }

  @Test("O4: a wave under way forgets nobody who comes meanwhile")
  func meanwhile() async throws {
    try await Market.with { market in
      let offer = try await market.publish(try await market.company())
      // Another process has looked for whom to tell, found nobody, and has not said so yet.
      let (looked, joined) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
      async let other: Void = market.db.pool.withTransaction { transaction in
        var emission = Emission(service: .offers, now: start)
        _ = try await WaveDispatch(policy: market.policy).run(at: start, in: transaction, emitting: &emission)
        looked.continuation.finish()
        for await _ in joined.stream {}
      }
      for await _ in looked.stream {}
      let member = try await market.member()
      async let waves = market.waves(at: start)
      try await market.untilSomebodyWaits()
      joined.continuation.finish()
      try await other
      let dispatched = try await waves + market.waves(at: start.adding(seconds: Market.delay))
      #expect(dispatched.map(\.offerId) == [offer])
      #expect(dispatched.map(\.memberIds) == [[member]])
    }
  }

  @Test("O4: a level makes nobody eligible: no offer is looked for when one changes")
  func levels() async throws {
    try await Market.with { market in
      let member = try await market.member()
      _ = try await market.waves(at: start)
      _ = try await market.db.handle(
        LevelChangedHandler(), [LevelChanged(memberId: member, from: .beginner, to: .expert, points: 500, revision: 1)])
      #expect(try await market.db.query("select from offers.eligibility_changes").isEmpty)
    }
  }
}

extension Market {
  /// Waits until a transaction of this database waits for a lock.
  fileprivate func untilSomebodyWaits() async throws {
    for _ in 0..<100_000 {
      let waiting = try await db.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
      if !waiting.isEmpty { return }
    }
    Issue.record("nobody waits")
  }
}
