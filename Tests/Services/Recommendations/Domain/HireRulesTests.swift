import RecommendationsDomain
import Testing
import Vocabulary

@Suite struct HireRulesTests {
  private let offer = KnownOffer(
    offerID: .make(), companyID: .make(), zone: ZoneCode("FR")!, externalReference: "REF-1")

  @Test("H1: whatever the order of reports and withdrawals, the same hire is in force since the same instant")
  func inForce() {
    let reports: [@Sendable (inout HireIsInForce) -> Void] = [
      { $0.report(hiredAt: second(10)) }, { $0.report(hiredAt: second(30)) }, { $0.withdraw(at: second(20)) },
      { $0.withdraw(at: second(5)) },
    ]
    for order in permutations(Array(reports.indices)) {
      var force = HireIsInForce()
      for index in order + order { reports[index](&force) }
      #expect(force.since == second(30))
    }
  }

  @Test("H1: a tie goes to the withdrawal")
  func tie() {
    #expect(HireIsInForce(hiredAt: second(10), withdrawnAt: second(10)).since == nil)
    #expect(HireIsInForce(hiredAt: second(11), withdrawnAt: second(10)).since == second(11))
    #expect(HireIsInForce(withdrawnAt: second(10)).since == nil)
  }

  @Test("H2: an offer is found by its id, else by a reference that one offer carries")
  func offerOfHire() {
    let sameReference = KnownOffer(
      offerID: .make(), companyID: .make(), zone: offer.zone, externalReference: "REF-1")
    #expect(find(id: offer.offerID, among: [sameReference, offer]) == offer)
    #expect(find(reference: "REF-1", among: [offer]) == offer)
    #expect(find(reference: "REF-1", among: [offer, sameReference]) == nil)
    #expect(find(reference: "REF-1", company: offer.companyID, among: [offer, sameReference]) == offer)
    #expect(find(reference: "REF-2", among: [offer]) == nil)
  }

  @Test("H2: what cannot be matched says why")
  func failures() {
    let candidate = CandidateID.make()
    let known = [match(candidate, at: 10)]
    #expect(matching(nil, [candidate], hiredAt: 20, known) == .failure(.offerUnknown))
    #expect(matching(offer, [], hiredAt: 20, known) == .failure(.candidateUnknown))
    #expect(matching(offer, [.make()], hiredAt: 20, known) == .failure(.noRecommendationForOffer))
    #expect(matching(offer, [candidate], hiredAt: 9, known) == .failure(.hiredBeforeRecommendation))
    #expect(matching(offer, [candidate], hiredAt: 10, known) == .success(known[0].recommendationID))
  }

  @Test("H2: a hire in the second of the attribution is not before it: others report whole seconds")
  func wholeSeconds() {
    let attributedAt = Timestamp(microseconds: 10_900_000)
    #expect(!HireMatchesRecommendation.isHiredBefore(attributedAt, hiredAt: second(10)))
    #expect(HireMatchesRecommendation.isHiredBefore(attributedAt, hiredAt: Timestamp(microseconds: 9_999_999)))
  }

  @Test("H2: of several candidates whom a report describes the oldest attribution rules, unless one is named")
  func several() {
    let (older, younger) = (CandidateID.make(), CandidateID.make())
    let known = [match(younger, at: 12), match(older, at: 10)]
    let described = HireMatchesRecommendation.match(
      offer: offer, named: [], recognised: [younger, older], hiredAt: second(20), among: known)
    #expect(described == .success(known[1].recommendationID))
    let named = HireMatchesRecommendation.match(
      offer: offer, named: [younger], recognised: [older], hiredAt: second(20), among: known)
    #expect(named == .success(known[0].recommendationID))
  }

  @Test("H2: after an attribution ended and another began, a hire belongs to the one of its time")
  func renewed() {
    let candidate = CandidateID.make()
    let known = [match(candidate, at: 10), match(candidate, at: 20)]
    #expect(matching(offer, [candidate], hiredAt: 15, known) == .success(known[0].recommendationID))
    #expect(matching(offer, [candidate], hiredAt: 25, known) == .success(known[1].recommendationID))
  }

  @Test("H1, H3: others are told when a hire enters force, changes in it or leaves it, and of nothing else")
  func news() {
    let id = HireID.make()
    let recommendation = RecommendationID.make()
    func hire(_ hired: Int64?, _ withdrawn: Int64?, _ to: RecommendationID? = nil) -> KnownHire {
      KnownHire(
        hireID: id, force: HireIsInForce(hiredAt: hired.map(second), withdrawnAt: withdrawn.map(second)),
        recommendationID: to, failure: to == nil && hired != nil ? .offerUnknown : nil)
    }
    let new = hire(nil, nil)
    func news(_ before: KnownHire, _ after: KnownHire) -> HireIsToldWhenItChanges.News? {
      HireIsToldWhenItChanges.news(from: before, to: after)
    }
    #expect(news(new, hire(10, nil, recommendation)) == .attributed(recommendation, hiredAt: second(10)))
    #expect(news(new, hire(10, nil)) == .unattributed(.offerUnknown))
    #expect(news(hire(10, nil), hire(11, nil)) == nil)
    #expect(news(hire(10, nil), hire(10, nil, recommendation)) == .attributed(recommendation, hiredAt: second(10)))
    #expect(
      news(hire(10, nil, recommendation), hire(12, nil, recommendation))
        == .attributed(recommendation, hiredAt: second(12)))
    #expect(news(hire(10, nil, recommendation), hire(10, 10, recommendation)) == .withdrawn)
    #expect(news(hire(10, 10, recommendation), hire(10, 20, recommendation)) == nil)
    #expect(
      news(hire(10, 20, recommendation), hire(30, 20, recommendation))
        == .attributed(recommendation, hiredAt: second(30)))
    #expect(news(new, hire(nil, 20)) == .withdrawn)
    #expect(news(hire(nil, 20), hire(10, 20, recommendation)) == nil)
  }

  private func match(_ candidate: CandidateID, at number: Int64) -> HireMatchesRecommendation.Match {
    .init(
      recommendationID: .make(), offerID: offer.offerID, candidateID: candidate, attributedAt: second(number))
  }

  private func matching(
    _ offer: KnownOffer?, _ recognised: [CandidateID], hiredAt: Int64, _ known: [HireMatchesRecommendation.Match]
  ) -> Result<RecommendationID, HireMatchesRecommendation.Failure> {
    HireMatchesRecommendation.match(
      offer: offer, named: [], recognised: recognised, hiredAt: second(hiredAt), among: known)
  }

  private func find(
    id: OfferID? = nil, reference: String? = nil, company: CompanyID? = nil, among offers: [KnownOffer]
  ) -> KnownOffer? {
    HireMatchesRecommendation.offer(id: id, reference: reference, companyID: company, among: offers)
  }
}

/// A second after the beginning of time.
func second(_ number: Int64) -> Timestamp { Timestamp(microseconds: number * 1_000_000) }

/// Every order of some things.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
  guard let first = elements.first else { return [[]] }
  return permutations(Array(elements.dropFirst())).flatMap { rest in
    (0...rest.count).map { index in Array(rest[..<index]) + [first] + Array(rest[index...]) }
  }
}
