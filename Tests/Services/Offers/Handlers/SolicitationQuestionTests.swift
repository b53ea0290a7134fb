import Messages
import OffersService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite("O5 Who was told of an offer, and who will be")
struct SolicitationQuestionTests {
  private let start = Market.start

  /// An offer with experts, confirmed members and beginners in waves of two, of which the first are told.
  private func filled(_ market: Market) async throws -> (offer: OfferID, members: [MemberID]) {
    try await market.change(ChangeOffersPolicy(waveMaximumSize: .replace(2)), at: start.adding(seconds: -60))
    var members: [MemberID] = []
    for (level, count) in [(Level.expert, 3), (.confirmed, 4), (.beginner, 5)] {
      for number in 0..<count {
        members.append(
          try await market.member(
            level: level, points: 10 * (number % 3), joinedAt: start.adding(seconds: Double(-number))))
      }
    }
    // Nobody of these is told, ever.
    _ = try await market.member(sectors: ["K64"])
    let left = try await market.member()
    _ = try await market.db.handle(MemberLeftHandler(), [MemberLeft(memberId: left)])
    let offer = try await market.publish(try await market.company())
    _ = try await market.waves(at: start)
    _ = try await market.waves(at: start.adding(seconds: Market.delay))
    _ = try await market.waves(at: start.adding(seconds: 2 * Market.delay))
    return (offer, members)
  }

  private var later: Timestamp { start.adding(seconds: 2 * Market.delay + 1) }

  @Test(
    "O5: all are listed, wave by wave, as each of them is explained; whatever the size of a page", arguments: 1...13)
  func everybody(pageSize: Int) async throws {
    try await Market.with { market in
      let (offer, members) = try await filled(market)
      let listed = try await market.solicitations(ListSolicitations(offerId: offer, pageSize: pageSize), at: later)
      #expect(Set(listed.map(\.memberId)) == Set(members))
      #expect(listed.count == members.count)
      #expect(listed.map(\.wave) == [1, 1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7])
      #expect(listed.map(\.state) == Array(repeating: .solicited, count: 5) + Array(repeating: .planned, count: 7))
      for item in listed {
        let said = try await market.explain(offer, to: item.memberId, at: later)
        #expect(said.decision.rawValue == item.state.rawValue)
        #expect(said.wave == item.wave)
        #expect(said.at == item.at)
      }
    }
  }

  @Test("O5: of one wave, of one state, of both; none where there is no such wave")
  func filters() async throws {
    try await Market.with { market in
      let (offer, _) = try await filled(market)
      let all = try await market.solicitations(ListSolicitations(offerId: offer), at: later)
      for state in [nil, SolicitationState.solicited, .planned] {
        for wave in [nil, 1, 2, 3, 4, 5, 6, 7, 8] as [Int?] {
          let question = ListSolicitations(offerId: offer, wave: wave, state: state, pageSize: 1)
          let found = try await market.solicitations(question, at: later)
          #expect(found == all.filter { $0.wave == wave ?? $0.wave && $0.state == state ?? $0.state })
        }
      }
    }
  }

  @Test("O5: who is told between two pages is listed again rather than left out")
  func toldMeanwhile() async throws {
    try await Market.with { market in
      let (offer, members) = try await filled(market)
      var question = ListSolicitations(offerId: offer, pageSize: 6)
      let first = try await market.db.handle(handler(market), [question], at: later).decisions[0].get()
      #expect(first.items.last?.state == .planned)
      let next = start.adding(seconds: 3 * Market.delay)
      _ = try await market.waves(at: next)
      question.pageToken = first.nextPageToken
      let rest = try await market.solicitations(question, at: next)
      #expect(Set((first.items + rest).map(\.memberId)) == Set(members))
      #expect(rest.prefix(2).map(\.wave) == [4, 4])
      #expect(rest.prefix(2).map(\.state) == [.solicited, .solicited])
      question.state = .planned
      #expect(try await market.solicitations(question, at: next).map(\.wave) == [5, 5, 6, 6, 7])
    }
  }

  @Test("O5: an offer that closed, or is a draft, plans nothing; an unknown one is not found")
  func notOpen() async throws {
    try await Market.with { market in
      let (offer, _) = try await filled(market)
      _ = try await market.db.handle(CloseOfferHandler(), [CloseOffer(offerId: offer, reason: .filled)], at: later)
      #expect(try await market.solicitations(ListSolicitations(offerId: offer, pageSize: 2), at: later).count == 5)
      #expect(try await market.forecast(offer, at: later) == .init(waves: [], later: 0))
      let draft = OfferID.make()
      _ = try await market.db.handle(
        PublishOfferHandler(), [Market.offer(draft, of: try await market.company(), draft: true)])
      #expect(try await market.solicitations(ListSolicitations(offerId: draft), at: later).isEmpty)
      #expect(try await market.forecast(draft, at: later) == .init(waves: [], later: 0))
      let unknown = OfferID.make()
      let listed = try await market.db.handle(handler(market), [ListSolicitations(offerId: unknown)])
      #expect(listed.decisions[0].refusal == .offerNotFound)
      let forecast = try await market.db.handle(
        GetWaveForecastHandler(policy: market.policy), [GetWaveForecast(offerId: unknown)])
      #expect(forecast.decisions[0].refusal == .offerNotFound)
    }
  }

  @Test("A1: a token that was not given out is refused, that of another offer too")
  func tokens() async throws {
    try await Market.with { market in
      let (offer, members) = try await filled(market)
      let tokens = [
        "nonsense", String(repeating: "A", count: 32), PageToken(after: MemberID.make(), at: .latest).text,
        PageToken(after: members[0], at: start.adding(seconds: 7)).text,
      ]
      let questions = tokens.map { ListSolicitations(offerId: offer, pageToken: $0) }
      let outcome = try await market.db.handle(handler(market), questions, at: later)
      #expect(outcome.decisions.map(\.refusal) == tokens.map { _ in .invalidMessage })
      let first = try await market.db.handle(handler(market), [ListSolicitations(offerId: offer, pageSize: 1)])
      let other = try await market.publish(try await market.company(), sector: "A01")
      let moved = ListSolicitations(offerId: other, pageToken: try first.decisions[0].get().nextPageToken)
      #expect(try await market.db.handle(handler(market), [moved]).decisions[0].refusal == .invalidMessage)
    }
  }

  @Test("O5: the waves to come are those that then come, of as many members")
  func forecast() async throws {
    try await Market.with { market in
      let (offer, _) = try await filled(market)
      let forecast = try await market.forecast(offer, at: later)
      #expect(forecast.later == 0)
      #expect(forecast.waves.map(\.members) == [2, 2, 2, 2, 1].suffix(forecast.waves.count))
      let before = try await market.offer(offer).waves ?? []
      for number in 3...9 { _ = try await market.waves(at: start.adding(seconds: Double(number) * Market.delay)) }
      #expect(try await market.offer(offer).waves == before + forecast.waves)
      #expect(try await market.forecast(offer, at: later) == .init(waves: [], later: 0))
    }
  }

  @Test("O5: of very many waves a hundred are told, and how many members come behind")
  func manyWaves() async throws {
    try await Market.with { market in
      try await market.change(ChangeOffersPolicy(waveMaximumSize: .replace(1)), at: start.adding(seconds: -60))
      let joined = (0..<130).map { _ in Market.joined(.make()) }
      _ = try await market.db.handle(MemberJoinedHandler(), joined)
      let offer = try await market.publish(try await market.company())
      let forecast = try await market.forecast(offer, at: start)
      #expect(forecast.waves.count == 100)
      #expect(forecast.later == 30)
      #expect(Set(forecast.waves.map(\.level)) == [.beginner])
    }
  }

  @Test("A1: a page of those who were told costs what it holds, among 20,000 and other offers'")
  func cost() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let offers = [try await market.publish(company), try await market.publish(company)]
      for offer in offers {
        _ = try await market.db.query(
          """
          insert into offers.solicitations (offer_id, member_id, wave, level, solicited_at)
          select \(offer), gen_random_uuid(), 1 + n / 100, 'beginner', \(start)::timestamptz + make_interval(secs => n / 100)
          from generate_series(0, 9999) as n
          """)
      }
      _ = try await market.db.query("analyze offers.solicitations")
      var question = ListSolicitations(offerId: offers[0], pageSize: 200)
      var seen: [ListedSolicitation] = []
      repeat {
        let (reads, page) = try await market.reads(handler(market), question)
        #expect(reads.scanned("solicitations") == 0)
        #expect(reads.fetched("solicitations") <= 202)
        seen += page.items
        question.pageToken = page.nextPageToken
      } while question.pageToken != nil
      #expect(seen.count == 10_000)
      #expect(seen.map(\.wave) == seen.map(\.wave).sorted())
      let (reads, page) = try await market.reads(handler(market), ListSolicitations(offerId: offers[1], wave: 77))
      #expect(page.items.count == 50)
      #expect(reads.scanned("solicitations") == 0)
      #expect(reads.fetched("solicitations") <= 52)
    }
  }

  @Test("O5: what is planned costs a wave: those whom the offer targets are read by an index, and nobody else")
  func costOfPlans() async throws {
    try await Market.with { market in
      let offer = try await market.publish(try await market.company(), sector: "B08.11", zone: "FR-59")
      try await fill(market, members: 20_000)
      let (reads, forecast) = try await market.reads(
        GetWaveForecastHandler(policy: market.policy), GetWaveForecast(offerId: offer))
      let waiting = forecast.waves.reduce(0) { $0 + $1.members }
      #expect(forecast.waves.map(\.level) == [.expert, .confirmed, .beginner])
      #expect(waiting == 20_000 / 50)
      #expect(reads.scanned("members") == 0)
      #expect(reads.fetched("members") <= waiting)
      let question = ListSolicitations(offerId: offer, state: .planned, pageSize: 200)
      let (listing, page) = try await market.reads(handler(market), question)
      #expect(page.items.count == 200)
      #expect(listing.scanned("members") == 0)
      #expect(listing.fetched("members") <= 2 * waiting)
    }
  }

  /// Members of fifty trades; one in fifty is whom an offer in `B08.11`, `FR-59` is for.
  private func fill(_ market: Market, members: Int) async throws {
    _ = try await market.db.query(
      """
      insert into offers.members (
        member_id, sectors, zones, profile_revision, joined_at, points, points_revision, level, level_revision
      )
      select gen_random_uuid(),
        array[case when n % 50 = 0 then 'B08' else 'C' || (10 + n % 20) end], array['FR'], 1,
        \(start)::timestamptz - make_interval(secs => n), n % 700, 1,
        case when n % 700 >= 500 then 'expert' when n % 700 >= 150 then 'confirmed' else 'beginner' end, 1
      from generate_series(1, \(members)) as n
      """)
    _ = try await market.db.query("vacuum analyze offers.members")
  }

  private func handler(_ market: Market) -> ListSolicitationsHandler { ListSolicitationsHandler(policy: market.policy) }
}

extension Market {
  /// All that a question finds, page by page.
  func solicitations(_ question: ListSolicitations, at now: Timestamp) async throws -> [ListedSolicitation] {
    var (items, question): ([ListedSolicitation], ListSolicitations) = ([], question)
    repeat {
      let answer = try await db.handle(ListSolicitationsHandler(policy: policy), [question], at: now)
      let page = try answer.decisions[0].get()
      #expect(page.items.count <= question.pageSize ?? 50)
      items += page.items
      question.pageToken = page.nextPageToken
    } while question.pageToken != nil
    return items
  }

  func forecast(_ offer: OfferID, at now: Timestamp) async throws -> GetWaveForecast.Result {
    let answer = try await db.handle(GetWaveForecastHandler(policy: policy), [GetWaveForecast(offerId: offer)], at: now)
    return try answer.decisions[0].get()
  }
}
