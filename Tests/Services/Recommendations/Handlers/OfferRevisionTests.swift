import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Offers as they are amended, closed and reopened")
struct OfferRevisionTests {
  /// What is told of an offer.
  private enum Told: Sendable {
    case published(OfferPublished)
    case updated(OfferUpdated)
    case closed(OfferClosed)
    case reopened(OfferReopened)
  }

  private func tell(_ told: [Told], to community: Community) async throws {
    for told in told {
      switch told {
      case .published(let event): _ = try await community.database.handle(OfferPublishedHandler(), [event])
      case .updated(let event): _ = try await community.database.handle(OfferUpdatedHandler(), [event])
      case .closed(let event): _ = try await community.database.handle(OfferClosedHandler(), [event])
      case .reopened(let event): _ = try await community.database.handle(OfferReopenedHandler(), [event])
      }
    }
  }

  private func isOpen(
    _ offer: OfferID, to member: MemberID, email: String, at now: Timestamp = .now, in community: Community
  ) async throws -> Bool {
    let command = try community.recommendation(by: member, for: offer, email: email)
    let decision = try await community.database.handle(community.recommend, [command], at: now).decisions[0]
    let refusal = code(decision)
    #expect(refusal == nil || refusal == .offerNotOpen)
    return refusal == nil
  }

  @Test(
    "O7: an offer is what its greatest revision says, whatever the order and repetition of what is told",
    arguments: 0..<24 as Range<UInt64>)
  func anyOrder(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let offer = OfferID.make()
      let company = CompanyID.make()
      let far = Timestamp.now.adding(seconds: 86_400)
      var story: [Told] = [
        .published(
          OfferPublished(
            offerId: offer, companyId: company, title: "Engineer", sector: try #require(SectorCode("J62")),
            zone: try #require(ZoneCode("FR-75")), externalReference: "R-1", publishedAt: .now, paidWith: .contract,
            closesAt: far, revision: Bool.random(using: &generator) ? 1 : nil)),
        .updated(
          OfferUpdated(
            offerId: offer, revision: 2, companyId: company, title: "Engineer", externalReference: "R-2",
            closesAt: far)),
        .closed(OfferClosed(offerId: offer, reason: .expired, revision: 3)),
        .reopened(OfferReopened(offerId: offer, revision: 4, companyId: company, closesAt: far.adding(seconds: 9))),
        .updated(OfferUpdated(offerId: offer, revision: 5, companyId: company, title: "Engineer", closesAt: far)),
        .closed(OfferClosed(offerId: offer, reason: .expired, revision: 6)),
      ]
      story = Array(story.prefix(Int.random(in: 1...story.count, using: &generator)))
      try await tell(story.shuffledAndRepeated(using: &generator), to: community)
      let row = try await community.database.query(
        """
        select is_closed, external_reference, closes_at = \(far.adding(seconds: 9))
        from recommendations.offers
        where offer_id = \(offer)
        """)[0]
      let (isClosed, reference, isReopened) = try row.decode((Bool, String?, Bool).self)
      #expect(isClosed == [false, false, true, false, false, true][story.count - 1])
      #expect(reference == ["R-1", "R-2", "R-2", "R-2", nil, nil][story.count - 1])
      #expect(isReopened == (story.count == 4))
      let member = try await community.member()
      #expect(try await isOpen(offer, to: member, email: "a@example.org", in: community) != isClosed)
    }
  }

  @Test("O7: an offer past its closing date is not open, whether or not its closing is heard of; reopened it is")
  func pastItsTime() async throws {
    try await Community.with { community in
      let now = Timestamp.now
      let offer = try await community.offer()
      let company = CompanyID.make()
      let member = try await community.member()
      let amended = OfferUpdated(
        offerId: offer, revision: 2, companyId: company, title: "Engineer", closesAt: now.adding(seconds: 60))
      try await tell([.updated(amended)], to: community)
      let after = now.adding(seconds: 60)
      #expect(try await !isOpen(offer, to: member, email: "a@example.org", at: after, in: community))
      let reopened = OfferReopened(
        offerId: offer, revision: 4, companyId: company, closesAt: now.adding(seconds: 120))
      try await tell([.reopened(reopened)], to: community)
      #expect(try await isOpen(offer, to: member, email: "a@example.org", at: after, in: community))
    }
  }

  @Test("O7: a closing that tells no revision is of before: it closes, and a reopening goes before it")
  func versionBefore() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      try await tell([.closed(OfferClosed(offerId: offer, reason: .expired))], to: community)
      #expect(try await !isOpen(offer, to: member, email: "a@example.org", in: community))
      let reopened = OfferReopened(offerId: offer, revision: 2, companyId: .make())
      try await tell(
        [.reopened(reopened), .closed(OfferClosed(offerId: offer, reason: .expired))], to: community)
      #expect(try await isOpen(offer, to: member, email: "a@example.org", in: community))
    }
  }
}
