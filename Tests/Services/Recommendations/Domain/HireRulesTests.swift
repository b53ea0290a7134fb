import RecommendationsDomain
import Testing
import Vocabulary

@Suite struct HireRulesTests {
  private let offer = KnownOffer(
    offerID: .make(), companyID: .make(), zone: ZoneCode("FR")!, externalReference: "REF-1")

  @Test("H1: whatever the order of reports and withdrawals, the same hire is in force by the same report")
  func inForce() {
    let last = HireIsInForce.Report(asOf: second(30), hiredAt: second(12), startsAt: second(90))
    let messages: [@Sendable (inout HireIsInForce) -> Void] = [
      { $0.take(HireIsInForce.Report(asOf: second(10), hiredAt: second(10))) }, { $0.take(last) },
      { $0.take(HireIsInForce.Withdrawal(asOf: second(20), withdrawnAt: second(40))) },
      { $0.take(HireIsInForce.Withdrawal(asOf: second(5), withdrawnAt: second(50))) },
    ]
    for order in permutations(Array(messages.indices)) {
      var force = HireIsInForce()
      for index in order + order { messages[index](&force) }
      #expect(force.inForce == last)
      #expect(force.withdrawal?.withdrawnAt == second(40))
    }
  }

  @Test("H1: a tie goes to the withdrawal, whatever the dates")
  func tie() {
    let report = HireIsInForce.Report(asOf: second(10), hiredAt: second(99))
    func withdrawn(_ asOf: Int64) -> HireIsInForce.Withdrawal { .init(asOf: second(asOf), withdrawnAt: second(1)) }
    #expect(HireIsInForce(report: report, withdrawal: withdrawn(10)).inForce == nil)
    #expect(HireIsInForce(report: report, withdrawal: withdrawn(9)).inForce == report)
    #expect(HireIsInForce(withdrawal: withdrawn(9)).inForce == nil)
  }

  @Test("H1: of reports that speak as of one instant that with the later dates counts, whichever came first")
  func sameInstant() {
    let reports = [(3, nil), (3, 5), (3, 4), (2, 9)].map { (hired: Int64, starts: Int64?) in
      HireIsInForce.Report(asOf: second(1), hiredAt: second(hired), startsAt: starts.map(second))
    }
    for order in permutations(reports) {
      var force = HireIsInForce()
      for report in order { force.take(report) }
      #expect(force.report == reports[1])
    }
  }

  @Test(
    "H1: a message speaks as of what it says, else as of the earlier of its date and its envelope, never before 2000")
  func asOf() {
    let (early, late) = (moment(10), moment(20))
    #expect(ReportSpeaksAsOf.instant(given: late, date: early, sentAt: early) == late)
    #expect(ReportSpeaksAsOf.instant(given: nil, date: early, sentAt: late) == early)
    #expect(ReportSpeaksAsOf.instant(given: nil, date: late, sentAt: early) == early)
    #expect(ReportSpeaksAsOf.instant(given: nil, date: late, sentAt: nil) == late)
    #expect(ReportSpeaksAsOf.instant(given: nil, date: late, sentAt: second(0)) == Timestamp("2000-01-01T00:00:00Z"))
  }

  @Test(
    "H1: dates before 2000 or too far ahead cannot be",
    arguments: [(.hiredAt, 400), (.startsAt, 800), (.withdrawnAt, 1), (.asOf, 1)]
      as [(HireDatesAreBelievable.Field, Double)])
  func dates(field: HireDatesAreBelievable.Field, daysAhead: Double) {
    let now = Timestamp("2026-11-29T12:00:00Z")!
    func broken(_ date: Timestamp?) -> [HireDatesAreBelievable.Field] {
      HireDatesAreBelievable.broken([(field, date)], at: now)
    }
    let latest = now.adding(seconds: daysAhead * 86_400)
    #expect(broken(nil) == [] && broken(now) == [])
    #expect(broken(Timestamp("2000-01-01T00:00:00Z")) == [])
    #expect(broken(Timestamp("1999-12-31T23:59:59Z")) == [field])
    #expect(broken(latest) == [])
    #expect(broken(Timestamp(microseconds: latest.microseconds + 1)) == [field])
  }

  @Test("H2: an offer is meant by its id, else by a reference, which several may carry")
  func offersOfHire() {
    let sameReference = KnownOffer(
      offerID: .make(), companyID: .make(), zone: offer.zone, externalReference: "REF-1")
    let both = [offer, sameReference]
    #expect(meant(HireParticulars(offerID: offer.offerID), among: both) == [offer])
    #expect(meant(HireParticulars(offerReference: "REF-1"), among: both) == both)
    #expect(meant(HireParticulars(offerReference: "REF-1", companyID: offer.companyID), among: both) == [offer])
    #expect(meant(HireParticulars(offerReference: "REF-2"), among: both) == [])
    // Who reports for one company says nothing of another's offers, by whatever name.
    #expect(meant(HireParticulars(offerID: offer.offerID, companyID: offer.companyID), among: both) == [offer])
    #expect(meant(HireParticulars(offerID: offer.offerID, companyID: sameReference.companyID), among: both) == [])
    #expect(
      meant(
        HireParticulars(offerID: offer.offerID, offerReference: "REF-1", companyID: sameReference.companyID),
        among: both)
        == [])
    #expect(meant(HireParticulars(), among: [KnownOffer(offerID: .make(), companyID: .make(), zone: offer.zone)]) == [])
  }

  @Test(
    "H2: of several offers with the reference it is that for which the candidate was recommended, the newest of them")
  func newestOffer() {
    let offers = (1...3).map { number in
      KnownOffer(
        offerID: .make(), companyID: .make(), zone: offer.zone, externalReference: "REF-1",
        publishedAt: second(Int64(number)))
    }
    let candidate = CandidateID.make()
    func matching(_ hiredOn: Int64, _ known: HireMatchesRecommendation.Match...) -> Set<RecommendationID?> {
      Set(
        permutations(offers).map { order in
          let found = HireMatchesRecommendation.match(
            offers: order, named: [], recognised: [candidate], hiredOn: day(hiredOn), among: known)
          return try? found.get()
        })
    }
    let first = match(candidate, at: 10, for: offers[0])
    #expect(matching(20, first) == [first.recommendationID])
    let reposted = match(candidate, at: 12, for: offers[1])
    #expect(matching(20, reposted, first) == [reposted.recommendationID])
    #expect(matching(11, reposted, first) == [first.recommendationID], "the newest is not in time")
    let other = match(.make(), at: 10, for: offers[2])
    #expect(matching(20, other, reposted, first) == [reposted.recommendationID])
  }

  @Test("H2: what cannot be matched says why")
  func failures() {
    let candidate = CandidateID.make()
    let known = [match(candidate, at: 10)]
    #expect(matching(nil, [candidate], hiredOn: 20, known) == .failure(.offerUnknown))
    #expect(matching(offer, [], hiredOn: 20, known) == .failure(.candidateUnknown))
    #expect(matching(offer, [.make()], hiredOn: 20, known) == .failure(.noRecommendationForOffer))
    #expect(matching(offer, [candidate], hiredOn: 9, known) == .failure(.hiredBeforeRecommendation))
    #expect(matching(offer, [candidate], hiredOn: 10, known) == .success(known[0].recommendationID))
  }

  @Test("H2: of several candidates whom a report describes the oldest attribution rules, unless one is named")
  func several() {
    let (older, younger) = (CandidateID.make(), CandidateID.make())
    let known = [match(younger, at: 12), match(older, at: 10)]
    let described = HireMatchesRecommendation.match(
      offers: [offer], named: [], recognised: [younger, older], hiredOn: day(20), among: known)
    #expect(described == .success(known[1].recommendationID))
    let named = HireMatchesRecommendation.match(
      offers: [offer], named: [younger], recognised: [older], hiredOn: day(20), among: known)
    #expect(named == .success(known[0].recommendationID))
  }

  @Test("H2: after an attribution ended and another began, a hire belongs to the one of its time")
  func renewed() {
    let candidate = CandidateID.make()
    let known = [match(candidate, at: 10), match(candidate, at: 20)]
    #expect(matching(offer, [candidate], hiredOn: 15, known) == .success(known[0].recommendationID))
    #expect(matching(offer, [candidate], hiredOn: 25, known) == .success(known[1].recommendationID))
  }

  @Test("H2, R9: what was taken back has a hire only where nothing that goes on has it")
  func takenBack() {
    let candidate = CandidateID.make()
    let reposted = KnownOffer(offerID: .make(), companyID: offer.companyID, zone: offer.zone, publishedAt: second(99))
    func matched(_ known: HireMatchesRecommendation.Match...) -> Result<
      RecommendationID, HireMatchesRecommendation.Failure
    > {
      HireMatchesRecommendation.match(
        offers: [offer, reposted], named: [], recognised: [candidate], hiredOn: day(30), among: known)
    }
    let standing = match(candidate, at: 10)
    let later = match(candidate, at: 20, isTakenBack: true)
    let newer = match(candidate, at: 20, for: reposted, isTakenBack: true)
    #expect(matched(standing, later) == .success(standing.recommendationID))
    #expect(matched(standing, newer) == .success(standing.recommendationID))
    #expect(matched(later) == .success(later.recommendationID))
  }

  @Test("H1, H3: others are told when a hire enters force, changes in it or leaves it, and of nothing else")
  func news() {
    let recommendation = RecommendationID.make()
    let new = hire(nil, nil)
    #expect(news(new, hire(10, nil, recommendation)) == .attributed(recommendation, report(10)))
    #expect(news(new, hire(10, nil)) == .unattributed(.offerUnknown))
    #expect(news(hire(10, nil), hire(11, nil)) == nil)
    #expect(news(hire(10, nil), hire(10, nil, recommendation)) == .attributed(recommendation, report(10)))
    #expect(
      news(hire(10, nil, recommendation), hire(12, nil, recommendation)) == .attributed(recommendation, report(12)))
    #expect(news(hire(10, nil, recommendation), hire(10, 10, recommendation)) == .withdrawn)
    #expect(news(hire(10, 10, recommendation), hire(10, 20, recommendation)) == nil)
    #expect(
      news(hire(10, 20, recommendation), hire(30, 20, recommendation)) == .attributed(recommendation, report(30)))
    #expect(news(new, hire(nil, 20)) == .withdrawn)
    #expect(news(hire(nil, 20), hire(10, 20, recommendation)) == nil)
  }

  @Test("H1: a hire is told again when its date, its start or its as-of instant changes, and not otherwise")
  func newsOfDates() {
    let recommendation = RecommendationID.make()
    func hire(_ asOf: Int64, _ hiredAt: Int64, _ startsAt: Int64?) -> KnownHire {
      KnownHire(
        hireID: id,
        force: HireIsInForce(
          report: .init(asOf: second(asOf), hiredAt: second(hiredAt), startsAt: startsAt.map(second))),
        recommendationID: recommendation)
    }
    let before = hire(5, 5, nil)
    #expect(news(before, before) == nil)
    for after in [hire(6, 5, nil), hire(5, 6, nil), hire(5, 5, 9)] {
      #expect(news(before, after) == after.force.inForce.map { .attributed(recommendation, $0) })
    }
  }

  @Test("H4: a hire that is detached is told so, in force or not; in force again it is told as nobody's")
  func newsOfDetaching() {
    let recommendation = RecommendationID.make()
    func detached(_ hired: Int64, _ withdrawn: Int64?) -> KnownHire {
      var hire = hire(hired, withdrawn)
      hire.failure = .detached
      return hire
    }
    #expect(news(hire(10, nil, recommendation), detached(10, nil)) == .detached(recommendation))
    #expect(news(hire(10, 20, recommendation), detached(10, 20)) == .detached(recommendation))
    #expect(news(detached(10, nil), detached(12, nil)) == nil)
    #expect(news(detached(10, 20), detached(30, 20)) == .unattributed(.detached))
    #expect(news(detached(10, nil), hire(10, nil, recommendation)) == .attributed(recommendation, report(10)))
  }

  @Test("H2, H4: a hire awaits a match until it has one or a reason that stands; a detached one never")
  func awaiting() {
    let said = HireParticulars(offerID: offer.offerID)
    #expect(KnownHire(hireID: id).awaitsMatch)
    #expect(KnownHire(hireID: id, particulars: said, failure: .hiredBeforeRecommendation).awaitsMatch)
    for failure in [.offerUnknown, .candidateUnknown, .noRecommendationForOffer, .detached]
      as [HireMatchesRecommendation.Failure]
    {
      #expect(!KnownHire(hireID: id, particulars: said, failure: failure).awaitsMatch)
    }
    #expect(!KnownHire(hireID: id, failure: .detached).awaitsMatch, "attributed by hand, detached, never reported")
    #expect(!KnownHire(hireID: id, particulars: said).awaitsMatch, "a reason that a version before did not know")
    #expect(!KnownHire(hireID: id, particulars: said, recommendationID: .make()).awaitsMatch)
  }

  private let id = HireID.make()

  private func report(_ number: Int64) -> HireIsInForce.Report { .init(asOf: second(number), hiredAt: second(number)) }

  private func hire(_ hired: Int64?, _ withdrawn: Int64?, _ to: RecommendationID? = nil) -> KnownHire {
    KnownHire(
      hireID: id,
      force: HireIsInForce(
        report: hired.map(report), withdrawal: withdrawn.map { .init(asOf: second($0), withdrawnAt: second($0)) }),
      recommendationID: to, failure: to == nil && hired != nil ? .offerUnknown : nil)
  }

  private func news(_ before: KnownHire, _ after: KnownHire) -> HireIsToldWhenItChanges.News? {
    HireIsToldWhenItChanges.news(from: before, to: after)
  }

  private func day(_ number: Int64) -> CalendarDay { CalendarDay(daysSince1970: Int(number)) }

  /// Attributed on a day, in a second of the same number.
  private func match(
    _ candidate: CandidateID, at number: Int64, for offer: KnownOffer? = nil, isTakenBack: Bool = false
  ) -> HireMatchesRecommendation.Match {
    .init(
      recommendationID: .make(), offerID: (offer ?? self.offer).offerID, candidateID: candidate,
      attributedAt: second(number), attributedOn: day(number), isTakenBack: isTakenBack)
  }

  private func matching(
    _ offer: KnownOffer?, _ recognised: [CandidateID], hiredOn: Int64, _ known: [HireMatchesRecommendation.Match]
  ) -> Result<RecommendationID, HireMatchesRecommendation.Failure> {
    HireMatchesRecommendation.match(
      offers: [offer].compactMap(\.self), named: [], recognised: recognised, hiredOn: day(hiredOn), among: known)
  }

  private func meant(_ particulars: HireParticulars, among offers: [KnownOffer]) -> [KnownOffer] {
    HireMatchesRecommendation.offers(meantBy: particulars, among: offers)
  }
}

/// A second after the beginning of time.
func second(_ number: Int64) -> Timestamp { Timestamp(microseconds: number * 1_000_000) }

/// A second after the beginning of 2000, before which no hire is.
func moment(_ number: Int64) -> Timestamp { ReportSpeaksAsOf.earliest.adding(seconds: Double(number)) }

/// Every order of some things.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
  guard let first = elements.first else { return [[]] }
  return permutations(Array(elements.dropFirst())).flatMap { rest in
    (0...rest.count).map { index in Array(rest[..<index]) + [first] + Array(rest[index...]) }
  }
}
