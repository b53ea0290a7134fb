import RecommendationsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Properties of hires, on random cases") struct HirePropertyTests {
  /// A message of another system, with the instant of its envelope and as of when it says to speak, where it has them.
  private struct Message {
    var isReport: Bool
    var date: Timestamp
    var startsAt: Timestamp?
    var sentAt: Timestamp?
    var given: Timestamp?

    var asOf: Timestamp { ReportSpeaksAsOf.instant(given: given, date: date, sentAt: sentAt) }
  }

  private func message(using generator: inout SeededGenerator) -> Message {
    func instant(_ range: ClosedRange<Int64> = 1...9) -> Timestamp { moment(.random(in: range, using: &generator)) }
    return Message(
      isReport: Bool.random(using: &generator), date: instant(),
      startsAt: Bool.random(using: &generator) ? instant() : nil,
      // Some clocks were never set.
      sentAt: Bool.random(using: &generator) ? instant(-3...9) : nil,
      given: Bool.random(using: &generator) ? instant() : nil)
  }

  @Test("H1: in any order, repeated, messages leave the same hire; who goes by the greatest revision told knows it too")
  func anyOrder() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let messages = (0..<Int.random(in: 1...8, using: &generator)).map { _ in message(using: &generator) }
      let recommendation: RecommendationID? = Bool.random(using: &generator) ? .make() : nil
      let id = HireID.make()
      var outcomes: [HireIsInForce] = []
      for _ in 1...3 {
        let (hire, told) = tell(
          messages.shuffledAndRepeated(using: &generator), of: KnownHire(hireID: id), belongingTo: recommendation)
        outcomes.append(hire.force)
        guard recommendation != nil else { continue }
        // Events come in any order, and twice.
        let newest = told.shuffledAndRepeated(using: &generator).max { $0.revision < $1.revision }
        #expect(newest?.report == hire.force.inForce, "seed \(seed)")
      }
      #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "seed \(seed)")
      #expect((outcomes[0].inForce != nil) == isInForce(messages), "seed \(seed)")
    }
  }

  /// The rule in the contract's words: one report speaks as of a later instant than every withdrawal.
  private func isInForce(_ messages: [Message]) -> Bool {
    messages.contains { report in
      report.isReport && messages.allSatisfy { $0.isReport || $0.asOf < report.asOf }
    }
  }

  /// Takes messages in, one after the other; told is what each event says holds, with its number.
  private func tell(
    _ messages: [Message], of hire: KnownHire, belongingTo recommendation: RecommendationID?
  ) -> (KnownHire, [(revision: Int, report: HireIsInForce.Report?)]) {
    var hire = hire
    var told: [(revision: Int, report: HireIsInForce.Report?)] = []
    for message in messages {
      let before = hire
      if message.isReport {
        hire.force.take(
          HireIsInForce.Report(asOf: message.asOf, hiredAt: message.date, startsAt: message.startsAt))
        hire.recommendationID = recommendation
        hire.failure = recommendation == nil ? .offerUnknown : nil
      } else {
        hire.force.take(HireIsInForce.Withdrawal(asOf: message.asOf, withdrawnAt: message.date))
      }
      switch HireIsToldWhenItChanges.news(from: before, to: hire) {
      case .attributed(_, let report): told.append((told.count + 1, report))
      case .withdrawn: told.append((told.count + 1, nil))
      case .unattributed, .detached, nil: break
      }
    }
    return (hire, told)
  }

  @Test("H2: whether a hire belongs to a recommendation does not depend on the order in which its dates are told")
  func datesInAnyOrder() {
    let offer = KnownOffer(offerID: .make(), companyID: .make(), zone: ZoneCode("FR")!)
    let candidate = CandidateID.make()
    for seed in 1...1_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let match = HireMatchesRecommendation.Match(
        recommendationID: .make(), offerID: offer.offerID, candidateID: candidate, attributedAt: moment(5),
        attributedOn: CalendarDay(daysSince1970: 5))
      let days = (0..<4).map { _ in Int.random(in: 1...7, using: &generator) }
      let outcomes = (1...3).map { _ -> RecommendationID? in
        var hire = KnownHire(hireID: .make())
        for day in days.shuffledAndRepeated(using: &generator) where hire.awaitsMatch {
          hire.particulars = HireParticulars(offerID: offer.offerID, candidateID: candidate)
          let found = HireMatchesRecommendation.match(
            offers: [offer], named: [candidate], recognised: [], hiredOn: CalendarDay(daysSince1970: day),
            among: [match])
          hire.recommendationID = try? found.get()
          if case .failure(let failure) = found { hire.failure = failure } else { hire.failure = nil }
        }
        return hire.recommendationID
      }
      let expected = days.contains { $0 >= 5 } ? match.recommendationID : nil
      #expect(outcomes == [expected, expected, expected], "seed \(seed)")
    }
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
        let meant = HireMatchesRecommendation.offers(meantBy: particulars, among: offers)
        return Rule.Naming(
          particulars, offers: meant.map(\.offerID), candidates: candidates.filter { $0 == particulars.candidateID })
      }
      #expect(Rule.fields(of: namings[0], from: namings[0]).isEmpty, "seed \(seed)")
      let fields = Rule.fields(of: namings[0], from: namings[1])
      #expect(fields == Rule.fields(of: namings[1], from: namings[0]), "seed \(seed)")
    }
  }
}
