import OffersDomain
import Testing
import Vocabulary

@Suite("O1, O2, O6 Offers")
struct OfferTests {
  private let sector = SectorCode("J62.01")!
  private let zone = ZoneCode("FR-59")!

  @Test(
    "O2, M4: a profile covers an offer when a sector and a zone of it do",
    arguments: [
      (["J"], ["FR-HDF"], true, true), (["J62.01"], ["FR"], true, true), (["K", "J62"], ["BE", "FR-59"], true, true),
      (["J62.02"], ["FR-59"], false, true), (["J"], ["FR-62"], true, false), (["K"], ["BE"], false, false),
    ])
  func coverage(sectors: [String], zones: [String], coversSector: Bool, coversZone: Bool) {
    let coverage = AProfileCoversSectorAndZone(
      sectors: sectors.compactMap { SectorCode($0) }, zones: zones.compactMap { ZoneCode($0) }, sector: sector,
      zone: zone)
    #expect(coverage.coversSector == coversSector)
    #expect(coverage.coversZone == coversZone)
    #expect(coverage.isTargeted == (coversSector && coversZone))
  }

  @Test("O1: only a draft of the same company is written anew")
  func drafts() {
    let company = CompanyID.make()
    func offer(_ state: OfferState) -> Offer {
      Offer(
        id: .make(), companyID: company, title: "Dev", description: "", sector: sector, zone: zone, state: state)
    }
    #expect(OnlyADraftOfTheCompanyIsWrittenAnew.refusal(of: nil, by: company) == nil)
    #expect(OnlyADraftOfTheCompanyIsWrittenAnew.refusal(of: offer(.draft), by: company) == nil)
    #expect(OnlyADraftOfTheCompanyIsWrittenAnew.refusal(of: offer(.draft), by: .make()) == .idAlreadyUsed)
    #expect(OnlyADraftOfTheCompanyIsWrittenAnew.refusal(of: offer(.published), by: company) == .idAlreadyUsed)
  }

  @Test("O1, O7: only a published offer is amended, or closes")
  func closing() {
    #expect(OnlyAPublishedOfferIsAmendedOrClosed.refusal(of: .published) == nil)
    #expect(OnlyAPublishedOfferIsAmendedOrClosed.refusal(of: .draft) == .offerNotOpen)
    #expect(OnlyAPublishedOfferIsAmendedOrClosed.refusal(of: .closed) == .offerNotOpen)
    #expect(OnlyAPublishedOfferIsAmendedOrClosed.refusal(of: nil) == .offerNotFound)
  }

  @Test("O6: a listing credit pays where there is one, else the contract")
  func payment() {
    #expect(AListingCreditPaysWhereThereIsOne.usesCredit(available: 1))
    #expect(!AListingCreditPaysWhereThereIsOne.usesCredit(available: 0))
    #expect(!AListingCreditPaysWhereThereIsOne.usesCredit(available: -1))
  }

  @Test("M7: a page token comes back as it went out; what has another form is none")
  func pageTokens() throws {
    let token = PageToken(after: OfferID.make(), at: Timestamp("2026-11-23T10:00:00.123456Z")!)
    #expect(PageToken(token.text) == token)
    #expect(token.text.utf8.count == 32)
    #expect(PageToken("nonsense") == nil)
    #expect(PageToken("") == nil)
  }
}
