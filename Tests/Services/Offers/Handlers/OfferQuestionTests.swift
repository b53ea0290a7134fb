import Messages
import OffersService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("A1 Offers are asked for")
struct OfferQuestionTests {
  private let start = Market.start

  @Test("A1: an offer is shown as it is, with its company's name; a draft too; an unknown one is not found")
  func one() async throws {
    try await Market.with { market in
      let company = try await market.company("Acme")
      let draft = OfferID.make()
      _ = try await market.db.handle(PublishOfferHandler(), [Market.offer(draft, of: company, draft: true)], at: start)
      let known = ListedOffer(
        offerId: draft, companyId: company, companyName: "Acme", title: "Developer", description: "Swift",
        sector: SectorCode("J62.01")!, zone: ZoneCode("FR-59")!, state: .draft, waves: [])
      #expect(try await market.offer(draft) == known)
      _ = try await market.db.handle(
        UpdateCompanyHandler(), [UpdateCompany(companyId: company, name: "Acme Nord")])
      #expect(try await market.offer(draft).companyName == "Acme Nord")
      let unknown = try await market.db.handle(GetOfferHandler(), [GetOffer(offerId: .make())])
      #expect(unknown.decisions[0].refusal == .offerNotFound)
    }
  }

  @Test("A1, M8: of waves it is told how many members they had, never who")
  func waves() async throws {
    try await Market.with { market in
      let members = [try await market.member(), try await market.member()]
      let offer = try await market.publish(try await market.company())
      _ = try await market.waves(at: start)
      let shown = try await market.offer(offer)
      #expect(shown.waves == [OfferWave(wave: 3, level: .beginner, members: 2, at: start)])
      let text = String(decoding: try MessageCoder().encode(payload: shown), as: UTF8.self)
      for member in members { #expect(!text.contains(member.description)) }
    }
  }

  @Test("A1: a draft stands where it was written, and once published where it was published")
  func order() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let draft = OfferID.make()
      _ = try await market.db.handle(PublishOfferHandler(), [Market.offer(draft, of: company, draft: true)], at: start)
      let offer = try await market.publish(company, at: start.adding(seconds: 1))
      #expect(try await market.offers(ListOffers(), pageSize: 1) == [offer, draft])
      let final = Market.offer(draft, of: company, draft: false)
      _ = try await market.db.handle(PublishOfferHandler(), [final], at: start.adding(seconds: 2))
      #expect(try await market.offers(ListOffers(), pageSize: 1) == [draft, offer])
    }
  }

  @Test("A1: a filter covers what lies under it, also where two codes mean one place")
  func covering() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let paris = try await market.publish(company, sector: "J62.01", zone: "FR-75")
      let alsace = try await market.publish(company, sector: "J62", zone: "FR-67")
      let overseas = try await market.publish(company, sector: "K64.19", zone: "RE")
      func found(_ sector: String?, _ zone: String?) async throws -> Set<OfferID> {
        let question = ListOffers(sector: sector.flatMap { SectorCode($0) }, zone: zone.flatMap { ZoneCode($0) })
        return Set(try await market.offers(question, pageSize: 2))
      }
      #expect(try await found("J", nil) == [paris, alsace])
      #expect(try await found("J62.0", nil) == [paris])
      #expect(try await found(nil, "FR") == [paris, alsace, overseas])
      #expect(try await found(nil, "FR-75C") == [paris])
      #expect(try await found(nil, "FR-6AE") == [alsace])
      #expect(try await found(nil, "FR-974") == [overseas])
      #expect(try await found("J", "FR-GES") == [alsace])
      #expect(try await found("K64", "FR") == [overseas])
      #expect(try await found("K", "FR") == [overseas])
      #expect(try await found("J62.01", "FR-67") == [])
    }
  }

  @Test("A1: a token that was not given out is refused")
  func tokens() async throws {
    try await Market.with { market in
      let questions = ["nonsense", String(repeating: "A", count: 32)].map { ListOffers(pageToken: $0) }
      let outcome = try await market.db.handle(ListOffersHandler(), questions)
      #expect(outcome.decisions.map(\.refusal) == [.invalidMessage, .invalidMessage])
    }
  }

  @Test("A1: a page of long texts ends early, rather than as an answer that the broker does not take")
  func longTexts() async throws {
    try await Market.with { market in
      let company = try await market.company()
      var command = Market.offer(of: company)
      command.description = String(repeating: "🦅", count: 10_000)
      _ = try await market.db.handle(PublishOfferHandler(), (0..<60).map { _ in command }, at: start)
      let first = try await market.db.handle(ListOffersHandler(), [ListOffers(pageSize: 200)]).decisions[0].get()
      #expect(first.items.count == 53)
      #expect(try MessageCoder().encode(payload: first).count < 8_388_608)
      #expect(try await market.offers(ListOffers(), pageSize: 200).count == 60)
    }
  }

  @Test("A1: a page goes on behind a draft that was published meanwhile")
  func publishedBetweenPages() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let offer = try await market.publish(company)
      let draft = OfferID.make()
      let written = Market.offer(draft, of: company, draft: true)
      _ = try await market.db.handle(PublishOfferHandler(), [written], at: start.adding(seconds: 1))
      let first = try await market.db.handle(ListOffersHandler(), [ListOffers(pageSize: 1)]).decisions[0].get()
      #expect(first.items.map(\.offerId) == [draft])
      let final = Market.offer(draft, of: company, draft: false)
      _ = try await market.db.handle(PublishOfferHandler(), [final], at: start.adding(seconds: 2))
      let question = ListOffers(pageSize: 1, pageToken: first.nextPageToken)
      let second = try await market.db.handle(ListOffersHandler(), [question]).decisions[0].get()
      #expect(second.items.map(\.offerId) == [offer])
    }
  }

  @Test("A1: pages with any filters come to the whole list in its order, and each costs what it holds, among 20,000")
  func pages() async throws {
    try await Market.with { market in
      let crowd = try await Crowd(market, offers: 20_000)
      var draw = SeededGenerator(seed: 20_261_129)
      for filter in crowd.filters(using: &draw) {
        let expected = try await crowd.expected(filter)
        var (seen, token): ([OfferID], String?) = ([], nil)
        repeat {
          var question = filter
          question.pageSize = 50
          question.pageToken = token
          let (reads, page) = try await market.reads(ListOffersHandler(), question)
          #expect(reads.scanned("listings") == 0, "\(filter)")
          #expect(reads.scanned("offers") == 0, "\(filter)")
          #expect(reads.fetched("listings") <= crowd.bound(filter), "\(filter)")
          #expect(reads.fetched("offers") <= crowd.bound(filter), "\(filter)")
          seen += page.items.map(\.offerId)
          token = page.nextPageToken
        } while token != nil && seen.count < Crowd.most
        #expect(seen == Array(expected.prefix(seen.count)), "\(filter)")
        #expect(token != nil || seen.count == expected.count, "\(filter)")
      }
    }
  }
}

extension Market {
  /// All offers that a question finds, page by page.
  func offers(_ question: ListOffers, pageSize: Int) async throws -> [OfferID] {
    var (ids, question): ([OfferID], ListOffers) = ([], question)
    question.pageSize = pageSize
    repeat {
      let page = try await db.handle(ListOffersHandler(), [question]).decisions[0].get()
      #expect(page.items.count <= pageSize)
      ids += page.items.map(\.offerId)
      question.pageToken = page.nextPageToken
    } while question.pageToken != nil
    return ids
  }
}
