import RecommendationsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Properties of hires, on random cases") struct HirePropertyTests {
  private enum Report {
    case hired(Int64)
    case withdrawn(Int64)
  }

  @Test("H1: in any order, repeated, reports leave the same hire; who keeps the greatest times told knows it too")
  func anyOrder() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let reports = (0..<Int.random(in: 1...8, using: &generator)).map { _ -> Report in
        let at = Int64.random(in: 1...9, using: &generator)
        return Bool.random(using: &generator) ? .hired(at) : .withdrawn(at)
      }
      let recommendation: RecommendationID? = Bool.random(using: &generator) ? .make() : nil
      let id = HireID.make()
      var outcomes: [HireIsInForce] = []
      for _ in 1...3 {
        let (hire, told) = tell(
          reports.shuffledAndRepeated(using: &generator), of: KnownHire(hireID: id), belongingTo: recommendation)
        outcomes.append(hire.force)
        guard recommendation != nil else { continue }
        // Events come in any order, and twice.
        var listener = HireIsInForce()
        for news in told.shuffledAndRepeated(using: &generator) {
          if let hiredAt = news.hiredAt { listener.report(hiredAt: hiredAt) }
          if let withdrawnAt = news.withdrawnAt { listener.withdraw(at: withdrawnAt) }
        }
        #expect(listener.since == hire.force.since, "seed \(seed)")
      }
      #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "seed \(seed)")
    }
  }

  /// Takes reports in, one after the other; what of it is told is what the events carry.
  private func tell(
    _ reports: [Report], of hire: KnownHire, belongingTo recommendation: RecommendationID?
  ) -> (KnownHire, [HireIsInForce]) {
    var hire = hire
    var told: [HireIsInForce] = []
    for report in reports {
      let before = hire
      switch report {
      case .hired(let at):
        hire.force.report(hiredAt: second(at))
        hire.recommendationID = recommendation
        hire.failure = recommendation == nil ? .offerUnknown : nil
      case .withdrawn(let at): hire.force.withdraw(at: second(at))
      }
      switch HireIsToldWhenItChanges.news(from: before, to: hire) {
      case .attributed(_, let hiredAt): told.append(HireIsInForce(hiredAt: hiredAt))
      case .withdrawn: told.append(HireIsInForce(withdrawnAt: hire.force.withdrawnAt))
      case .unattributed, nil: break
      }
    }
    return (hire, told)
  }

  @Test("H1: no report differs from itself, and whether two differ does not depend on which came first")
  func differences() {
    typealias Rule = OfferAndCandidateAreOfTheFirstReport
    let companies = (0..<2).map { _ in CompanyID.make() }
    let offers = companies.map {
      KnownOffer(offerID: .make(), companyID: $0, zone: ZoneCode("FR")!, externalReference: "A")
    }
    let candidates = (0..<2).map { _ in CandidateID.make() }
    let keys = (1...3 as ClosedRange<UInt8>).map { IdentityKey(kind: .email, hash: Array(repeating: $0, count: 32)) }
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let namings = (0..<2).map { _ -> Rule.Naming in
        func some<Item>(_ items: [Item]) -> Item? {
          Bool.random(using: &generator) ? items.randomElement(using: &generator) : nil
        }
        let particulars = HireParticulars(
          offerID: some(offers.map(\.offerID) + [.make()]), offerReference: some(["A", "B"]),
          companyID: some(companies), candidateID: some(candidates + [.make()]),
          identityKeys: [some(keys)].compactMap(\.self))
        let offer = HireMatchesRecommendation.offer(
          id: particulars.offerID, reference: particulars.offerReference, companyID: particulars.companyID,
          among: offers)
        return Rule.Naming(particulars, offer: offer, candidates: candidates.filter { $0 == particulars.candidateID })
      }
      #expect(Rule.fields(of: namings[0], from: namings[0]).isEmpty, "seed \(seed)")
      let fields = Rule.fields(of: namings[0], from: namings[1])
      #expect(fields == Rule.fields(of: namings[1], from: namings[0]), "seed \(seed)")
    }
  }
}
