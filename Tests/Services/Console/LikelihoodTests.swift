import ConsoleDomain
import Testing

@Suite("How near a recommendation is to a report of a hire") struct LikelihoodTests {
  @Test("What has both in common is nearest, then the candidate, then the offer; what has nothing is not near")
  func order() {
    #expect(Likelihood(sameCandidate: true, sameOffer: true) == .both)
    #expect(Likelihood(sameCandidate: true, sameOffer: false) == .candidate)
    #expect(Likelihood(sameCandidate: false, sameOffer: true) == .offer)
    #expect(Likelihood(sameCandidate: false, sameOffer: false) == nil)
    #expect([Likelihood.offer, .both, .candidate].sorted() == [.both, .candidate, .offer])
  }
}
