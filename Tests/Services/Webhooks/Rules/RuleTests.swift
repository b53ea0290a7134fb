import TestStack
import Testing
import Vocabulary
import WebhooksDomain

@Suite("Rules of webhooks") struct RuleTests {
  private static let now = Timestamp("2026-11-20T09:00:00Z")!

  @Test("a source has so many requests a second, and after a silence as many at once")
  func bucket() {
    let start = ContinuousClock.now
    var bucket = TokenBucket(perSecond: 10, at: start)
    #expect((0..<20).count { _ in bucket.take(at: start) } == 10)
    #expect((0..<20).count { _ in bucket.take(at: start + .milliseconds(500)) } == 5)
    #expect((0..<20).count { _ in bucket.take(at: start + .seconds(3600)) } == 10)
  }

  @Test("a vendor that does not answer is asked again with growing pauses, for a day", arguments: 0..<20)
  func pauses(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var asked = Self.now
    var last = 0.0
    var attempts = 1
    while let next = VendorsAreAskedForADay.next(
      after: attempts, since: Self.now, at: asked, chance: Double.random(in: 0..<1, using: &generator))
    {
      let pause = Double(next.microseconds - asked.microseconds) / 1_000_000
      #expect(pause >= min(last, 3600) && pause <= 4500)
      #expect(next <= Self.now.adding(seconds: 86_400))
      last = pause / 1.25
      asked = next
      attempts += 1
    }
    #expect(attempts > 25)
    #expect(asked > Self.now.adding(seconds: 80_000))
  }

  @Test("a vendor's wish to be left alone is heeded")
  func wish() throws {
    let next = VendorsAreAskedForADay.next(after: 1, since: Self.now, wish: 900, at: Self.now, chance: 0.5)
    #expect(next == Self.now.adding(seconds: 900))
    #expect(
      VendorsAreAskedForADay.next(after: 1, since: Self.now, wish: 90_000, at: Self.now, chance: 0) == nil)
  }

  @Test("an offer is what somebody says by hand, else what the sender knows, else the first job that is mapped")
  func offers() {
    func hire(_ jobs: [String], _ offer: StatedOffer? = nil) -> StatedHire {
      StatedHire(
        applicationId: "1", emails: [], jobs: jobs, offer: offer, hiredAt: Self.now, asOf: AsOf(Self.now, by: .receipt))
    }
    let known = ["b": StatedOffer(offerId: "B"), "c": StatedOffer(offerId: "C")]
    func offer(_ hire: StatedHire, byHand: StatedOffer? = nil, _ matching: JobMatching = .mapped) -> Result<
      StatedOffer, JobsLeadToOffers.Failure
    > {
      JobsLeadToOffers.offer(of: hire, byHand: byHand, matching: matching) { known[$0] }
    }
    let hand = StatedOffer(offerReference: "H")
    #expect(offer(hire(["a", "c", "b"])) == .success(StatedOffer(offerId: "C")))
    #expect(offer(hire(["b"], StatedOffer(offerReference: "S"))) == .success(StatedOffer(offerReference: "S")))
    #expect(offer(hire(["b"], StatedOffer(offerReference: "S")), byHand: hand) == .success(hand))
    #expect(offer(hire([], StatedOffer(offerReference: "b"))) == .success(StatedOffer(offerId: "B")))
    #expect(
      offer(hire([], StatedOffer(offerId: "S", offerReference: "b")))
        == .success(StatedOffer(offerId: "S", offerReference: "b")))
    #expect(offer(hire(["b"], StatedOffer())) == .success(StatedOffer(offerId: "B")))
    #expect(offer(hire(["a"])) == .failure(.notMapped))
    #expect(offer(hire([])) == .failure(.noJob))
    #expect(offer(hire(["a", "b"]), .reference) == .success(StatedOffer(offerId: "B")))
    #expect(offer(hire(["a", "d"]), .reference) == .success(StatedOffer(offerReference: "a")))
    #expect(offer(hire([]), .reference) == .failure(.noJob))
  }

  @Test("dates that the platform would refuse are found before anything is sent")
  func dates() {
    let day = 86_400.0
    func broken(_ field: DatesAreAcceptable.Field, _ days: Double) -> Bool {
      !DatesAreAcceptable.broken([(field, Self.now.adding(seconds: days * day))], at: Self.now).isEmpty
    }
    #expect(!broken(.hiredAt, 399) && broken(.hiredAt, 401))
    #expect(!broken(.startsAt, 799) && broken(.startsAt, 801))
    #expect(!broken(.asOf, 0.9) && broken(.asOf, 1.1) && broken(.withdrawnAt, 1.1))
    #expect(broken(.hiredAt, -365 * 27))
    #expect(DatesAreAcceptable.broken([(.startsAt, nil)], at: Self.now).isEmpty)
  }

  @Test(
    "what proves who sent a webhook is kept nowhere",
    arguments: [
      "authorization", "cookie", "signature", "ashby-signature", "x-workable-signature", "webhook-signature",
      "x-hook-secret", "x-merge-webhook-signature", "proxy-authorization", "x-smarttoken",
    ])
  func proofs(name: String) { #expect(HeadersThatProve.contains(name)) }

  @Test(
    "what a webhook is read by is kept",
    arguments: ["event-name", "link", "webhook-id", "webhook-timestamp", "content-type", "greenhouse-event-id"])
  func others(name: String) { #expect(!HeadersThatProve.contains(name)) }
}
