import Messages
import OffersDomain
import OffersService
import PostgreSQLClient
import ServiceTesting
import Testing
import Vocabulary

@Suite("O2 to O4 Waves on PostgreSQL")
struct WaveDispatchTests {
  private let start = Market.start
  private func later(_ delays: Double) -> Timestamp { start.adding(seconds: delays * Market.delay) }

  @Test("O3: experts first and at once, then confirmed, then beginners, by points and then by joining")
  func order() async throws {
    try await Market.with { market in
      let confirmed = try await market.member(level: .confirmed, points: 200)
      let second = try await market.member(level: .expert, points: 600, joinedAt: later(1))
      let third = try await market.member(level: .expert, points: 600, joinedAt: later(2))
      let first = try await market.member(level: .expert, points: 900)
      let beginner = try await market.member()
      let offer = try await market.publish(try await market.company())
      #expect(try await market.waves(at: start).map(\.memberIds) == [[first, second, third]])
      #expect(try await market.waves(at: later(0.9)).isEmpty)
      #expect(try await market.waves(at: later(1)).map(\.memberIds) == [[confirmed]])
      let last = try #require(try await market.waves(at: later(2)).first)
      #expect(last == WaveDispatched(offerId: offer, wave: 3, level: .beginner, memberIds: [beginner]))
      #expect(try await market.waves(at: later(9)).isEmpty)
    }
  }

  @Test("O3: a wave without eligible members is skipped without delay, and counts")
  func skipping() async throws {
    try await Market.with { market in
      let beginner = try await market.member()
      _ = try await market.publish(try await market.company())
      let waves = try await market.waves(at: start)
      #expect(waves.map(\.memberIds) == [[beginner]])
      #expect(waves.map(\.wave) == [3])
    }
  }

  @Test("O2: nobody is solicited whose sectors and zones do not both cover the offer, nor who left")
  func targeting() async throws {
    try await Market.with { market in
      let sectors = ["J", "J62", "J62.01", "J62.02", "K"]
      let zones = ["FR", "FR-HDF", "FR-59", "FR-62", "BE"]
      var eligible: Set<MemberID> = []
      for sector in sectors {
        for zone in zones {
          let id = try await market.member(sectors: [sector, "A"], zones: [zone, "DE"])
          let isTargeted = AProfileCoversSectorAndZone(
            sectors: [SectorCode(sector)!], zones: [ZoneCode(zone)!], sector: SectorCode("J62.01")!,
            zone: ZoneCode("FR-59")!
          ).isTargeted
          if isTargeted { eligible.insert(id) }
        }
      }
      let former = try await market.member()
      _ = try await market.db.handle(MemberLeftHandler(), [MemberLeft(memberId: former)])
      _ = try await market.publish(try await market.company())
      let solicited = try await market.waves(at: start).flatMap(\.memberIds)
      #expect(Set(solicited) == eligible)
      #expect(solicited.count == 9)
    }
  }

  @Test("O3: a maximum size splits a level into waves; the best come first")
  func maximumSize() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(waveMaximumSize: .replace(2)))
      var experts: [MemberID] = []
      for points in [900, 800, 700] {
        experts.append(try await market.member(level: .expert, points: points))
      }
      let beginner = try await market.member()
      _ = try await market.publish(try await market.company())
      #expect(try await market.waves(at: start).map(\.memberIds) == [Array(experts[..<2])])
      #expect(try await market.waves(at: later(1)).map(\.memberIds) == [[experts[2]]])
      let last = try await market.waves(at: later(2))
      #expect(last.map(\.memberIds) == [[beginner]])
      #expect(last.map(\.wave) == [4])
    }
  }

  @Test("a large wave is told in events of 500 members at most")
  func largeWaves() async throws {
    try await Market.with { market in
      let ids = (0..<1201).map { _ in MemberID.make() }
      _ = try await market.db.handle(MemberJoinedHandler(), ids.map { Market.joined($0) })
      _ = try await market.publish(try await market.company())
      let waves = try await market.waves(at: start)
      #expect(waves.map(\.memberIds.count) == [500, 500, 201])
      #expect(Set(waves.map(\.wave)) == [3])
      #expect(Set(waves.flatMap(\.memberIds)) == Set(ids))
    }
  }

  @Test("O4: who joins, changes profile or rises while the offer is open is caught, once")
  func lateEligibility() async throws {
    try await Market.with { market in
      let offer = try await market.publish(try await market.company())
      #expect(try await market.waves(at: start).isEmpty)
      let joining = try await market.member()
      #expect(try await market.waves(at: later(5)).flatMap(\.memberIds) == [joining])
      let moving = try await market.member(zones: ["BE"])
      #expect(try await market.waves(at: later(7)).isEmpty)
      let update = ProfileUpdated(
        memberId: moving, revision: 2, sectors: [SectorCode("J62")!], zones: [ZoneCode("FR")!],
        charterVersion: "2012-02", identityKeys: [], locale: .french)
      _ = try await market.db.handle(ProfileUpdatedHandler(), [update])
      #expect(try await market.waves(at: later(8)).flatMap(\.memberIds) == [moving])
      let expert = try await market.member(level: .expert, points: 500)
      #expect(try await market.waves(at: later(8.5)).isEmpty)
      let waves = try await market.waves(at: later(9))
      #expect(waves.map(\.memberIds) == [[expert]])
      #expect(waves.map(\.level) == [.expert])
      _ = try await market.db.handle(
        LevelChangedHandler(),
        [LevelChanged(memberId: joining, from: .beginner, to: .expert, points: 500, revision: 1)])
      #expect(try await market.waves(at: later(20)).isEmpty)
      let told = try await market.db.query(
        "select count(*) from offers.solicitations s where s.offer_id = \(offer)")
      #expect(try told[0].decode(Int.self) == 3)
    }
  }

  @Test("O3: a member who rises past the wave of their new level is still solicited")
  func rising() async throws {
    try await Market.with { market in
      let expert = try await market.member(level: .expert, points: 500)
      let rising = try await market.member()
      _ = try await market.publish(try await market.company())
      #expect(try await market.waves(at: start).flatMap(\.memberIds) == [expert])
      _ = try await market.db.handle(
        LevelChangedHandler(),
        [LevelChanged(memberId: rising, from: .beginner, to: .expert, points: 500, revision: 1)])
      #expect(try await market.waves(at: later(1)).flatMap(\.memberIds) == [rising])
    }
  }

  @Test("O3: waves stop when the offer closes")
  func closing() async throws {
    try await Market.with { market in
      let expert = try await market.member(level: .expert, points: 500)
      _ = try await market.member()
      let offer = try await market.publish(try await market.company())
      #expect(try await market.waves(at: start).flatMap(\.memberIds) == [expert])
      let closed = try await market.db.handle(CloseOfferHandler(), [CloseOffer(offerId: offer, reason: .filled)])
      #expect(try closed.events(OfferClosed.self).map(\.reason) == [.filled])
      #expect(try await market.waves(at: later(9)).isEmpty)
      _ = try await market.member()
      #expect(try await market.waves(at: later(10)).isEmpty)
    }
  }

  @Test("O4: a budget a week keeps a member from more offers, until a week is over")
  func budget() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(1)))
      let member = try await market.member()
      let company = try await market.company()
      let first = try await market.publish(company)
      let second = try await market.publish(company, at: start.adding(seconds: 1))
      let waves = try await market.waves(at: start.adding(seconds: 1))
      #expect(waves.map(\.offerId) == [first])
      let explained = try await market.explain(second, to: member, at: later(1))
      #expect(explained.decision == .notSolicited)
      #expect(explained.reasons == [.budgetExhausted])
      #expect(try await market.waves(at: start.adding(seconds: 6 * 86_400)).isEmpty)
      #expect(try await market.waves(at: start.adding(seconds: 8 * 86_400)).map(\.offerId) == [second])
    }
  }

  @Test("O4: a raised budget takes effect at once")
  func raisedBudget() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .replace(0)))
      let member = try await market.member()
      _ = try await market.publish(try await market.company())
      #expect(try await market.waves(at: start).isEmpty)
      try await market.change(ChangeOffersPolicy(solicitationsPerWeek: .remove))
      #expect(try await market.waves(at: later(1)).flatMap(\.memberIds) == [member])
    }
  }

  @Test("two processes that look at once dispatch a wave once")
  func concurrency() async throws {
    try await Market.with { market in
      for _ in 0..<3 { _ = try await market.member(level: .expert, points: 500) }
      for _ in 0..<3 { _ = try await market.member() }
      let company = try await market.company()
      for _ in 0..<5 { _ = try await market.publish(company) }
      let waves = try await withThrowingTaskGroup(of: [WaveDispatched].self) { group in
        for _ in 0..<4 { group.addTask { try await market.waves(at: start) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(waves.count == 5)
      #expect(Set(waves.map(\.offerId)).count == 5)
      #expect(waves.allSatisfy { $0.level == .expert && $0.memberIds.count == 3 })
    }
  }
}
