import RecommendationsDomain
import Testing
import Vocabulary

@Suite struct FirstReportTests {
  private typealias Rule = OfferAndCandidateAreOfTheFirstReport

  private let offer = KnownOffer(
    offerID: .make(), companyID: .make(), zone: ZoneCode("FR")!, externalReference: "REF-1")
  private let other = KnownOffer(
    offerID: .make(), companyID: .make(), zone: ZoneCode("FR")!, externalReference: "REF-2")
  private let candidate = CandidateID.make()
  private let email = IdentityKey(kind: .email, hash: Array(repeating: 1, count: 32))
  private let otherEmail = IdentityKey(kind: .email, hash: Array(repeating: 2, count: 32))
  private let phone = IdentityKey(kind: .phone, hash: Array(repeating: 3, count: 32))

  @Test("H1: the same offer by id or by reference does not differ, another does")
  func knownOffers() {
    let byID = Rule.Naming(HireParticulars(offerID: offer.offerID), offers: [offer.offerID], candidates: [])
    let byReference = Rule.Naming(HireParticulars(offerReference: "REF-1"), offers: [offer.offerID], candidates: [])
    let another = Rule.Naming(HireParticulars(offerReference: "REF-2"), offers: [other.offerID], candidates: [])
    #expect(Rule.fields(of: byReference, from: byID) == [])
    #expect(Rule.fields(of: byID, from: byReference) == [])
    #expect(Rule.fields(of: another, from: byID) == [.offer])
    #expect(Rule.fields(of: byID, from: another) == [.offer])
  }

  @Test("H1: of several offers with one reference none differs from the reference, each differs from another")
  func repostedOffers() {
    let both = Rule.Naming(
      HireParticulars(offerReference: "REF-1"), offers: [offer.offerID, other.offerID], candidates: [])
    let one = Rule.Naming(HireParticulars(offerID: offer.offerID), offers: [offer.offerID], candidates: [])
    let another = Rule.Naming(HireParticulars(offerID: other.offerID), offers: [other.offerID], candidates: [])
    #expect(Rule.fields(of: one, from: both) == [])
    #expect(Rule.fields(of: both, from: another) == [])
    #expect(Rule.fields(of: one, from: another) == [.offer])
  }

  @Test("H1: an offer that is not found differs from one that is; two that are not where they are named in one way")
  func unknownOffers() {
    func naming(
      _ id: OfferID? = nil, _ reference: String? = nil, _ company: CompanyID? = nil, found: KnownOffer? = nil
    ) -> Rule.Naming {
      Rule.Naming(
        HireParticulars(offerID: id, offerReference: reference, companyID: company),
        offers: [found?.offerID].compactMap(\.self), candidates: [])
    }
    let known = naming(offer.offerID, found: offer)
    #expect(Rule.fields(of: naming(.make()), from: known) == [.offer])
    #expect(Rule.fields(of: naming(nil, "REF-9"), from: known) == [.offer])
    #expect(Rule.fields(of: naming(nil, "REF-1", .make()), from: known) == [.offer])
    #expect(Rule.fields(of: known, from: naming(.make())) == [.offer])
    let unknown = OfferID.make()
    #expect(Rule.fields(of: naming(unknown), from: naming(unknown)) == [])
    #expect(Rule.fields(of: naming(.make()), from: naming(unknown)) == [.offer])
    #expect(Rule.fields(of: naming(nil, "A"), from: naming(nil, "A", .make())) == [])
    #expect(Rule.fields(of: naming(nil, "A", .make()), from: naming(nil, "A", .make())) == [.offer])
    #expect(Rule.fields(of: naming(nil, "A"), from: naming(nil, "B")) == [.offer])
    #expect(Rule.fields(of: naming(nil, "A"), from: naming(unknown)) == [], "cannot be compared")
  }

  @Test("H1: the same candidate by id, candidacy, e-mail or telephone does not differ, another does")
  func knownCandidates() {
    let byID = naming(HireParticulars(candidateID: candidate), [candidate])
    let byEmail = naming(HireParticulars(identityKeys: [email, phone]), [candidate])
    let another = naming(HireParticulars(candidacyID: .make()), [.make()])
    #expect(Rule.fields(of: byEmail, from: byID) == [])
    #expect(Rule.fields(of: byID, from: byEmail) == [])
    #expect(Rule.fields(of: another, from: byID) == [.candidate])
  }

  @Test("H1: of candidates unknown to the platform those differ that are named in one way, with nothing in common")
  func unknownCandidates() {
    let known = naming(HireParticulars(candidateID: candidate), [candidate])
    let byEmail = naming(HireParticulars(identityKeys: [email]))
    let byOtherEmail = naming(HireParticulars(identityKeys: [otherEmail]))
    let byPhone = naming(HireParticulars(identityKeys: [phone]))
    let byBoth = naming(HireParticulars(identityKeys: [otherEmail, phone]))
    #expect(Rule.fields(of: byEmail, from: known) == [.candidate])
    #expect(Rule.fields(of: known, from: byEmail) == [.candidate])
    #expect(Rule.fields(of: byEmail, from: byEmail) == [])
    #expect(Rule.fields(of: byOtherEmail, from: byEmail) == [.candidate])
    #expect(Rule.fields(of: byBoth, from: byPhone) == [])
    #expect(Rule.fields(of: byPhone, from: byEmail) == [], "cannot be compared")
    #expect(Rule.fields(of: naming(HireParticulars()), from: byEmail) == [])
  }

  private func naming(_ particulars: HireParticulars, _ candidates: [CandidateID] = []) -> Rule.Naming {
    Rule.Naming(particulars, offers: [offer.offerID], candidates: candidates)
  }
}
