import Messages
import OffersService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("O7, O8 Offers are amended and reopened")
struct AmendedOfferTests {
  private let start = Market.start
  private func later(_ delays: Double) -> Timestamp { start.adding(seconds: delays * Market.delay) }

  @Test("O7: what is given is replaced, null removes, the rest stays; each change has its number")
  func amending() async throws {
    try await Market.with { market in
      let offer = try await market.publish(try await market.company(), closesAt: later(9))
      let commands = [
        UpdateOffer(
          offerId: offer, title: "Smith", externalReference: .replace("re\u{301}f"), closesAt: .replace(later(5))),
        UpdateOffer(offerId: offer, description: "Iron"),
        UpdateOffer(offerId: offer, externalReference: .remove, closesAt: .remove),
      ]
      let outcome = try await market.db.handle(UpdateOfferHandler(), commands, at: start)
      let events = try outcome.events(OfferUpdated.self)
      #expect(events.map(\.revision) == [2, 3, 4])
      #expect(events.map(\.title) == ["Smith", "Smith", "Smith"])
      // Others look a reference up by its bytes: it is told as offer-published tells it, composed.
      #expect(
        events.map { $0.externalReference.map { Array($0.utf8) } } == [Array("réf".utf8), Array("réf".utf8), nil])
      #expect(events.map(\.closesAt) == [later(5), later(5), nil])
      let known = try await market.offer(offer)
      #expect(known.title == "Smith")
      #expect(known.description == "Iron")
      #expect(known.externalReference == nil)
      #expect(known.closesAt == nil)
      #expect(known.sector.rawValue == "J62.01")
      #expect(known.publishedAt == start)
    }
  }

  @Test("O7: what changes nothing is accepted, and told to nobody")
  func nothing() async throws {
    try await Market.with { market in
      let offer = try await market.publish(try await market.company())
      let commands = [
        UpdateOffer(offerId: offer), UpdateOffer(offerId: offer, title: "Developer", closesAt: .remove),
      ]
      let outcome = try await market.db.handle(UpdateOfferHandler(), commands, at: start)
      #expect(outcome.decisions.map(\.refusal) == [nil, nil])
      #expect(outcome.emitted.isEmpty)
    }
  }

  @Test("O7: only a published offer is amended, and only into the future")
  func refusals() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let (published, closed) = (try await market.publish(company), try await market.publish(company))
      let draft = OfferID.make()
      _ = try await market.db.handle(PublishOfferHandler(), [Market.offer(draft, of: company, draft: true)], at: start)
      _ = try await market.db.handle(CloseOfferHandler(), [CloseOffer(offerId: closed, reason: .filled)], at: start)
      let commands =
        [draft, closed, .make()].map { UpdateOffer(offerId: $0, title: "Smith") }
        + [UpdateOffer(offerId: published, title: "Smith", closesAt: .replace(start))]
      let outcome = try await market.db.handle(UpdateOfferHandler(), commands, at: start)
      #expect(outcome.decisions.map(\.refusal) == [.offerNotOpen, .offerNotOpen, .offerNotFound, .invalidMessage])
      #expect(outcome.emitted.isEmpty)
      #expect(try await market.offer(published).title == "Developer")
    }
  }

  @Test("O7: an offer closes when it was amended to close, and reopens without a credit")
  func reopening() async throws {
    try await Market.with { market in
      let company = try await market.company()
      let member = try await market.member()
      let grant = ListingCreditsGranted(companyId: company, credits: 3, rewardId: .make())
      _ = try await market.db.handle(ListingCreditsGrantedHandler(), [grant])
      let offer = try await market.publish(company)
      let amended = UpdateOffer(offerId: offer, closesAt: .replace(later(1)))
      _ = try await market.db.handle(UpdateOfferHandler(), [amended], at: start)
      #expect(try await market.expire(at: later(1)) == [OfferClosed(offerId: offer, reason: .expired, revision: 3)])
      let closed = try await market.offer(offer)
      #expect(closed.state == .closed)
      #expect(closed.closedAt == later(1))
      #expect(closed.reason == .expired)
      let outcome = try await market.reopen(offer, closesAt: later(3), at: later(2))
      let reopened = OfferReopened(offerId: offer, revision: 4, companyId: company, closesAt: later(3))
      #expect(try outcome.events(OfferReopened.self) == [reopened])
      let known = try await market.offer(offer)
      #expect(known.state == .published)
      #expect(known.publishedAt == start)
      #expect(known.closesAt == later(3))
      #expect(known.closedAt == nil)
      #expect(known.reason == nil)
      #expect(try await market.company(company).listingCredits == 2)
      let seen = try await market.db.handle(
        ListPublishedOffersHandler(), [ListPublishedOffers(memberId: member)], at: later(2))
      #expect(try seen.decisions[0].get().offers.map(\.offerId) == [offer])
      #expect(try await market.expire(at: later(3)) == [OfferClosed(offerId: offer, reason: .expired, revision: 5)])
    }
  }

  @Test("O7, O8: what was filled or cancelled, is open, a draft or unknown does not reopen; nor into the past")
  func notReopened() async throws {
    try await Market.with { market in
      let company = try await market.company()
      var offers: [OfferID] = [.make()]
      for reason in [ClosingReason.filled, .cancelled] {
        offers.append(try await market.publish(company))
        _ = try await market.db.handle(CloseOfferHandler(), [CloseOffer(offerId: offers.last!, reason: reason)])
      }
      offers.append(try await market.publish(company))
      let draft = OfferID.make()
      _ = try await market.db.handle(PublishOfferHandler(), [Market.offer(draft, of: company, draft: true)])
      let expired = try await market.publish(company, closesAt: later(1))
      _ = try await market.expire(at: later(1))
      let outcome = try await market.db.handle(
        ReopenOfferHandler(policy: market.policy),
        (offers + [draft]).map { ReopenOffer(offerId: $0) }
          + [later(2), nil, nil].map { ReopenOffer(offerId: expired, closesAt: $0) }, at: later(2))
      #expect(
        outcome.decisions.map(\.refusal) == [
          .offerNotFound, .offerNotOpen, .offerNotOpen, .offerNotOpen, .offerNotOpen, .invalidMessage, nil,
          .offerNotOpen,
        ])
      #expect(try outcome.events(OfferReopened.self).map(\.offerId) == [expired])
    }
  }

  @Test("O8: what expired is filled once it is open again, and then for good")
  func filledLater() async throws {
    try await Market.with { market in
      let offer = try await market.publish(try await market.company(), closesAt: later(1))
      _ = try await market.expire(at: later(1))
      let fill = CloseOffer(offerId: offer, reason: .filled)
      #expect(try await market.db.handle(CloseOfferHandler(), [fill]).decisions[0].refusal == .offerNotOpen)
      _ = try await market.reopen(offer, at: later(2)).decisions[0].get()
      let closed = try await market.db.handle(CloseOfferHandler(), [fill])
      #expect(try closed.events(OfferClosed.self) == [OfferClosed(offerId: offer, reason: .filled, revision: 4)])
      #expect(try await market.reopen(offer, at: later(3)).decisions[0].refusal == .offerNotOpen)
    }
  }

  @Test("O4, O7: nobody who was told is told again; the waves go on to who was not, and to who came meanwhile")
  func waves() async throws {
    try await Market.with { market in
      let expert = try await market.member(level: .expert, points: 500)
      let beginner = try await market.member()
      let offer = try await market.publish(try await market.company(), closesAt: later(0.5))
      #expect(try await market.waves(at: start).map(\.memberIds) == [[expert]])
      _ = try await market.expire(at: later(0.5))
      #expect(try await market.waves(at: later(5)).isEmpty)
      let late = try await market.member(level: .expert, points: 600)
      _ = try await market.reopen(offer, at: later(5)).decisions[0].get()
      let first = try await market.waves(at: later(5))
      #expect(first.map(\.memberIds) == [[late]])
      #expect(first.map(\.wave) == [2])
      let second = try await market.waves(at: later(6))
      #expect(second.map(\.memberIds) == [[beginner]])
      #expect(try await market.waves(at: later(20)).isEmpty)
      let told = try await market.offer(offer).waves ?? []
      #expect(told.map(\.wave) == [1, 2, 4])
      #expect(told.map(\.level) == [.expert, .expert, .beginner])
      #expect(told.map(\.members) == [1, 1, 1])
      #expect(told.map(\.at) == [start, later(5), later(6)])
    }
  }

  @Test("O3, O7: an offer that is open again a moment later waits for its next wave as it would have")
  func delay() async throws {
    try await Market.with { market in
      _ = try await market.member(level: .expert, points: 500)
      let beginner = try await market.member()
      let offer = try await market.publish(try await market.company(), closesAt: later(0.2))
      _ = try await market.waves(at: start)
      _ = try await market.expire(at: later(0.2))
      _ = try await market.reopen(offer, at: later(0.3)).decisions[0].get()
      #expect(try await market.waves(at: later(0.9)).isEmpty)
      #expect(try await market.waves(at: later(1)).map(\.memberIds) == [[beginner]])
    }
  }

  @Test(
    "O7: whatever happens to an offer, its changes are numbered without a gap, and the last says how it is",
    arguments: UInt64(0)..<8)
  func numbered(seed: UInt64) async throws {
    try await Market.with { market in
      var draw = SeededGenerator(seed: seed)
      let offer = try await market.publish(try await market.company(), closesAt: later(3))
      var (revisions, isOpen) = ([1], true)
      for step in 1...12 {
        let now = later(Double(step))
        switch Int.random(in: 0..<4, using: &draw) {
        case 0:
          let amended = UpdateOffer(
            offerId: offer, title: "Title \(Int.random(in: 0..<2, using: &draw))",
            closesAt: Bool.random(using: &draw) ? .replace(now.adding(seconds: 90)) : .keep)
          revisions += try await market.db.handle(UpdateOfferHandler(), [amended], at: now)
            .events(OfferUpdated.self).map(\.revision)
        case 1:
          let closed = try await market.expire(at: now)
          revisions += closed.compactMap(\.revision)
          isOpen = isOpen && closed.isEmpty
        case 2:
          let reopened = try await market.reopen(offer, closesAt: now.adding(seconds: 150), at: now)
            .events(OfferReopened.self)
          revisions += reopened.map(\.revision)
          isOpen = isOpen || !reopened.isEmpty
        default:
          _ = try await market.waves(at: now)
        }
      }
      #expect(revisions == Array(1...revisions.count))
      #expect(try await market.offer(offer).state == (isOpen ? .published : .closed))
      let schedules = try await market.db.query("select from offers.wave_schedules s where s.offer_id = \(offer)")
      #expect(schedules.count == (isOpen ? 1 : 0))
    }
  }
}
