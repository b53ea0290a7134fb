import Messages
import OffersService
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import ServiceSettings
import ServiceTesting
import Testing
import Vocabulary

@Suite("O1, O5, O6, M7 Offers on PostgreSQL")
struct OfferHandlerTests {
  private let start = Market.start

  @Test("a company is registered, under an id of its own; its address goes to notifications alone")
  func companies() async throws {
    try await Market.with { market in
      let id = CompanyID.make()
      let company = RegisterCompany(
        companyId: id, name: "Acme", siren: SIREN("732829320")!, contactEmail: EmailAddress("rh@acme.example")!)
      let outcome = try await market.db.handle(RegisterCompanyHandler(), [company, company])
      #expect(outcome.decisions.map(\.refusal) == [nil, .idAlreadyUsed])
      #expect(try outcome.events(CompanyRegistered.self).map(\.companyId) == [id])
      #expect(try outcome.events(CompanyContactChanged.self).map(\.contactEmail?.rawValue) == ["rh@acme.example"])
    }
  }

  @Test("O1: an offer needs a company and a future")
  func refusals() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let outcome = try await market.db.handle(
        PublishOfferHandler(),
        [Market.offer(of: .make()), Market.offer(of: company, closesAt: start)], at: start)
      #expect(outcome.decisions.map(\.refusal) == [.companyNotFound, .invalidMessage])
      #expect(outcome.emitted.isEmpty)
    }
  }

  @Test("O1: a draft is told to nobody, may be written anew, and is published once")
  func drafts() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let member = try await market.member()
      let id = OfferID.make()
      let draft = Market.offer(id, of: company, zone: "BE", draft: true)
      let written = try await market.db.handle(PublishOfferHandler(), [draft], at: start)
      #expect(try written.decisions[0].get() == PublishOffer.Result(offerId: id))
      #expect(written.emitted.isEmpty)
      #expect(try await market.waves(at: start).isEmpty)
      #expect(try await market.explain(id, to: member).reasons == [.offerNotOpen])
      let final = Market.offer(id, of: company, draft: false)
      let outcome = try await market.db.handle(PublishOfferHandler(), [final, final], at: start)
      #expect(outcome.decisions.map(\.refusal) == [nil, .idAlreadyUsed])
      #expect(try outcome.events(OfferPublished.self).map(\.zone.rawValue) == ["FR-59"])
      #expect(try await market.waves(at: start).flatMap(\.memberIds) == [member])
    }
  }

  @Test("O6: listing credits pay first, in whatever order grants, uses and revocations come")
  func credits() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let reward = RewardID.make()
      _ = try await market.db.handle(
        ListingCreditsGrantedHandler(), [ListingCreditsGranted(companyId: company, credits: 3, rewardId: reward)])
      let offers = [Market.offer(of: company), Market.offer(of: company)]
      let outcome = try await market.db.handle(PublishOfferHandler(), offers, at: start)
      #expect(try outcome.decisions.map { try $0.get().paidWith } == [.listingCredit, .listingCredit])
      _ = try await market.db.handle(
        ListingCreditsRevokedHandler(), [ListingCreditsRevoked(companyId: company, credits: 3, rewardId: reward)])
      let later = try await market.db.handle(PublishOfferHandler(), offers, at: start)
      #expect(try later.decisions.map { try $0.get().paidWith } == [.contract, .contract])
    }
  }

  @Test("O1: closing answers for what is unknown, a draft, or closed already")
  func closing() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let offer = try await market.publish(company)
      let draft = OfferID.make()
      _ = try await market.db.handle(PublishOfferHandler(), [Market.offer(draft, of: company, draft: true)])
      let outcome = try await market.db.handle(
        CloseOfferHandler(), [offer, offer, draft, .make()].map { CloseOffer(offerId: $0, reason: .cancelled) })
      #expect(outcome.decisions.map(\.refusal) == [nil, .offerNotOpen, .offerNotOpen, .offerNotFound])
    }
  }

  @Test("O1: an offer past its time closes as expired, and says when the next one will")
  func expiry() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let first = try await market.publish(company, closesAt: start.adding(seconds: 10))
      _ = try await market.publish(company, closesAt: start.adding(seconds: 20))
      _ = try await market.publish(company)
      let early = try await market.db.run(ExpiredOffersClosing(), at: start.adding(seconds: 9))
      #expect(early.next == .at(start.adding(seconds: 10)))
      let due = try await market.db.run(ExpiredOffersClosing(), at: start.adding(seconds: 10))
      #expect(due.next == .at(start.adding(seconds: 20)))
      let events = try due.emitted.map {
        try MessageCoder().decode(CloudEvent<OfferClosed>.self, from: $0.body).data
      }
      #expect(events == [OfferClosed(offerId: first, reason: .expired, revision: 2)])
    }
  }

  @Test("M7: a member sees every published offer, newest first, page by page; nobody else does")
  func listing() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let member = try await market.member(sectors: ["A"], zones: ["BE"])
      var offers: [OfferID] = []
      for index in 0..<5 {
        offers.insert(try await market.publish(company, at: start.adding(seconds: Double(index / 2))), at: 0)
      }
      var seen: [OfferID] = []
      var token: String?
      repeat {
        let command = ListPublishedOffers(memberId: member, pageSize: 2, pageToken: token)
        let page = try await market.db.handle(ListPublishedOffersHandler(), [command]).decisions[0].get()
        #expect(page.offers.count <= 2)
        seen += page.offers.map(\.offerId)
        token = page.nextPageToken
      } while token != nil
      #expect(seen.count == 5)
      #expect(Set(seen) == Set(offers))
      #expect(seen[0] == offers[0])
      let stranger = try await market.db.handle(ListPublishedOffersHandler(), [ListPublishedOffers(memberId: .make())])
      #expect(stranger.decisions.map(\.refusal) == [.memberNotActive])
    }
  }

  @Test("M7: filters cover what lies under them; a token that was not given out is refused")
  func filters() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let member = try await market.member()
      let french = try await market.publish(company)
      let belgian = try await market.publish(company, sector: "K64", zone: "BE-BRU")
      let commands = [
        ListPublishedOffers(memberId: member, sector: SectorCode("J")!),
        ListPublishedOffers(memberId: member, zone: ZoneCode("BE")!),
        ListPublishedOffers(memberId: member, sector: SectorCode("J")!, zone: ZoneCode("BE")!),
        ListPublishedOffers(memberId: member, pageToken: "nonsense"),
        ListPublishedOffers(memberId: member, pageToken: String(repeating: "A", count: 32)),
      ]
      let outcome = try await market.db.handle(ListPublishedOffersHandler(), commands)
      let lists = try outcome.decisions.prefix(3).map { try $0.get().offers.map(\.offerId) }
      #expect(lists == [[french], [belgian], []])
      #expect(outcome.decisions.suffix(2).map(\.refusal) == [.invalidMessage, .invalidMessage])
    }
  }

  @Test("O5: for every offer and member it can be said whether, when and why")
  func explanations() async throws {
    try await Market.with { market in
      let expert = try await market.member(level: .expert, points: 500)
      let beginner = try await market.member()
      let stranger = try await market.member(sectors: ["K"], zones: ["BE"])
      let offer = try await market.publish(try await market.company())
      _ = try await market.waves(at: start)
      let told = try await market.explain(offer, to: expert)
      #expect(told == .init(decision: .solicited, reasons: [.covered], wave: 1, at: start))
      let planned = try await market.explain(offer, to: beginner)
      let next = start.adding(seconds: Market.delay)
      #expect(planned == .init(decision: .planned, reasons: [.covered], wave: 3, at: next))
      let untargeted = try await market.explain(offer, to: stranger)
      #expect(untargeted == .init(decision: .notTargeted, reasons: [.sectorNotCovered, .zoneNotCovered]))
      let unknown = try await market.explain(offer, to: .make())
      #expect(unknown == .init(decision: .notSolicited, reasons: [.memberNotActive]))
      let error = await #expect(throws: Problem.self) { _ = try await market.explain(.make(), to: beginner) }
      #expect(error?.code == .offerNotFound)
    }
  }

  @Test("what is known of members converges, whatever the order of the events")
  func convergence() async throws {
    try await Market.with { market in
      let (first, second) = (MemberID.make(), MemberID.make())
      let newest = ProfileUpdated(
        memberId: first, revision: 3, sectors: [SectorCode("K")!], zones: [ZoneCode("FR")!],
        charterVersion: "2012-02", identityKeys: [], locale: .french)
      _ = try await market.db.handle(
        LevelChangedHandler(), [LevelChanged(memberId: first, from: .confirmed, to: .expert, points: 500, revision: 2)])
      _ = try await market.db.handle(
        LevelChangedHandler(),
        [LevelChanged(memberId: first, from: .beginner, to: .confirmed, points: 150, revision: 1)])
      _ = try await market.db.handle(
        PointsAwardedHandler(),
        [PointsAwarded(memberId: first, points: 20, rule: .dailyVisit, total: 170, causeId: "x", revision: 1)])
      _ = try await market.db.handle(ProfileUpdatedHandler(), [newest])
      _ = try await market.db.handle(MemberLeftHandler(), [MemberLeft(memberId: second, leftAt: start)])
      _ = try await market.db.handle(MemberJoinedHandler(), [Market.joined(first), Market.joined(second)])
      let rows = try await market.db.query(
        "select sectors, level, points, is_active from offers.members order by member_id = \(second)")
      let known = try rows[0].decode(([String], Level, Int, Bool).self)
      #expect(known == (["K"], .expert, 500, true))
      #expect(try rows[1]["is_active", as: Bool.self] == false)
    }
  }

  @Test("the setting stands in for the delay until somebody chooses one")
  func delays() async throws {
    try await Market.with { market in
      func delay() async throws -> Int {
        try await market.db.handle(GetPolicyHandler(market.policy), [GetOffersPolicy()])
          .decisions[0].get().waveDelaySeconds
      }
      #expect(try await delay() == 60)
      try await market.change(ChangeOffersPolicy(waveMaximumSize: .replace(5)))
      #expect(try await delay() == 60)
      try await market.change(ChangeOffersPolicy(waveDelaySeconds: 7))
      #expect(try await delay() == 7)
    }
  }

  @Test("a delay that is none is named when the service starts")
  func malformedSetting() {
    let error = #expect(throws: SettingError.self) {
      try OffersService.definition(Settings(["WAVE_DELAY_SECONDS": "soon"]))
    }
    #expect(error?.name == "WAVE_DELAY_SECONDS")
  }
}
