import RecommendationsDomain
import Testing
import Vocabulary

@Suite struct RefusalIsKnownAtOnceTests {
  private let offer = KnownOffer(offerID: .make(), companyID: .make(), zone: ZoneCode("FR-75")!)
  private let memberID = MemberID.make()
  private let key = IdentityKey(kind: .email, hash: Array(repeating: 1, count: 32))

  @Test("R8: what speaks against a recommendation is said at once, the first that applies")
  func order() throws {
    // Everything speaks against it; then one reason after the other goes away.
    var slots = OneCandidatePerOfferAndMember()
    slots.take(.init(offerID: offer.offerID, memberID: memberID))
    var register = CandidateBelongsToFirstMember()
    register.attribute(
      .make(), keys: [key], to: Attribution(to: .make(), at: now, under: AttributionTerms(version: 1)))
    let gone = Recommender(memberID: memberID, isActive: false, identityKeys: [key])
    var rule = RefusalIsKnownAtOnce(
      offers: [:], members: [memberID: gone], charterInForce: "2", slots: slots, register: register)
    #expect(refusal(rule) == .offerNotOpen)
    rule.offers = [offer.offerID: closed]
    #expect(refusal(rule) == .offerNotOpen)
    rule.offers = [offer.offerID: offer]
    #expect(refusal(rule) == .memberNotActive)
    rule.members = [memberID: Recommender(memberID: memberID, identityKeys: [key], signedCharters: ["1"])]
    #expect(refusal(rule) == .charterOutdated)
    rule.members = [memberID: Recommender(memberID: memberID, identityKeys: [key], signedCharters: ["1", "2"])]
    #expect(refusal(rule) == .alreadyRecommendedForOffer)
    rule.slots = .init()
    // What a member may not ask any more is said before anything that depends on who the candidate is.
    rule.refusals = RefusalsAreLimited(limit: 1, counts: [memberID: 1])
    #expect(refusal(rule) == .tooManyRefusals)
    rule.refusals = RefusalsAreLimited(limit: 2, counts: [memberID: 1])
    #expect(refusal(rule) == .selfRecommendation)
    rule.members = [memberID: Recommender(memberID: memberID, signedCharters: ["2"])]
    #expect(refusal(rule) == .candidateAlreadyAttributed)
    rule.register = .init()
    #expect(try rule.check(submission, at: now).get().candidate == nil)
  }

  @Test("R10: what is not heard of yet is refused by the reply alone, all the rest is told")
  func told() {
    let gone = Recommender(memberID: memberID, isActive: false)
    let cases: [([OfferID: KnownOffer], [MemberID: Recommender], Refusal)] = [
      ([:], [:], Refusal(.offerNotOpen, isTold: false)),
      ([:], [memberID: gone], Refusal(.offerNotOpen, isTold: false)),
      ([offer.offerID: closed], [:], Refusal(.offerNotOpen, isTold: false)),
      ([offer.offerID: closed], [memberID: gone], Refusal(.offerNotOpen)),
      ([offer.offerID: offer], [:], Refusal(.memberNotActive, isTold: false)),
      ([offer.offerID: offer], [memberID: gone], Refusal(.memberNotActive)),
    ]
    for (offers, members, expected) in cases {
      let rule = RefusalIsKnownAtOnce(offers: offers, members: members, charterInForce: nil)
      guard case .failure(let refusal) = rule.check(submission, at: now) else {
        Issue.record("it is not refused")
        continue
      }
      #expect(refusal == expected)
    }
  }

  @Test("M3: before any version of the charter was replaced, whoever joined has signed the one in force")
  func firstCharter() {
    let member = Recommender(memberID: memberID)
    let rule = RefusalIsKnownAtOnce(
      offers: [offer.offerID: offer], members: [memberID: member], charterInForce: nil)
    #expect(refusal(rule) == nil)
  }

  @Test("R6: the same employer is flagged, by SIREN where both have one, else by the normalised name")
  func ownCompany() {
    let acme = Employer(name: "Acmé S.A.S.", siren: SIREN("732829320"))
    #expect(OwnCompanyIsFlagged.isOwnCompany(member: acme, candidate: Employer(name: "acme")))
    #expect(OwnCompanyIsFlagged.isOwnCompany(member: acme, candidate: Employer(name: "X", siren: SIREN("732829320"))))
    #expect(
      !OwnCompanyIsFlagged.isOwnCompany(member: acme, candidate: Employer(name: "Acme", siren: SIREN("552100554"))))
    #expect(!OwnCompanyIsFlagged.isOwnCompany(member: nil, candidate: nil))
  }

  @Test(
    "R7: the quote is the level's amount under the version in force",
    arguments: [
      (Level.beginner, 50_000), (.confirmed, 75_000), (.expert, 100_000),
    ])
  func quote(level: Level, amount: Int) {
    let policy = BonusPolicy(
      version: 3, amounts: BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000))
    #expect(policy.quote(for: level) == Quote(level: level, amountCents: Cents(amount), policyVersion: 3))
  }

  private let now = Timestamp(microseconds: 0)

  private var closed: KnownOffer {
    KnownOffer(offerID: offer.offerID, companyID: offer.companyID, zone: offer.zone, isClosed: true)
  }

  private var submission: RefusalIsKnownAtOnce.Submission {
    .init(offerID: offer.offerID, memberID: memberID, keys: [key])
  }

  private func refusal(_ rule: RefusalIsKnownAtOnce) -> ProblemCode? {
    guard case .failure(let refusal) = rule.check(submission, at: now) else { return nil }
    return refusal.code
  }
}
