import OffersDomain
import Testing
import Vocabulary

@Suite("O7, O8 What is amended, and what reopens")
struct AmendmentTests {
  private let now = Timestamp(microseconds: 1_000_000_000)

  private func offer(_ state: OfferState, hasExpired: Bool = false) -> Offer {
    Offer(
      id: .make(), companyID: .make(), title: "Dev", description: "", sector: SectorCode("J62.01")!,
      zone: ZoneCode("FR-59")!, state: state, hasExpired: hasExpired)
  }

  @Test("O7: only what expired reopens; what was filled or cancelled stays closed")
  func reopening() {
    #expect(OnlyAnExpiredOfferReopens.refusal(of: offer(.closed, hasExpired: true)) == nil)
    #expect(OnlyAnExpiredOfferReopens.refusal(of: offer(.closed)) == .offerNotOpen)
    #expect(OnlyAnExpiredOfferReopens.refusal(of: offer(.published)) == .offerNotOpen)
    #expect(OnlyAnExpiredOfferReopens.refusal(of: offer(.draft)) == .offerNotOpen)
    #expect(OnlyAnExpiredOfferReopens.refusal(of: nil) == .offerNotFound)
  }

  @Test("O7: an offer closes in the future, or never by itself")
  func closing() {
    #expect(AnOfferClosesInTheFuture.allows(nil, at: now))
    #expect(AnOfferClosesInTheFuture.allows(Timestamp(microseconds: now.microseconds + 1), at: now))
    #expect(!AnOfferClosesInTheFuture.allows(now, at: now))
  }

  @Test("O7: a SIREN is one company's; who gives it up leaves it to others, and who had it with another keeps it")
  func sirens() {
    let (one, other) = (SIREN("732829320")!, SIREN("552100554")!)
    let (first, second, third) = (CompanyID.make(), CompanyID.make(), CompanyID.make())
    var sirens = ASIRENIsOneCompanys(holders: [one: [first, second]])
    #expect(sirens.give(one, to: third) == .sirenAlreadyRegistered)
    #expect(sirens.give(one, to: second, insteadOf: one) == nil)
    #expect(sirens.give(other, to: first, insteadOf: one) == nil)
    #expect(sirens.give(one, to: third) == .sirenAlreadyRegistered)
    #expect(sirens.give(nil, to: second, insteadOf: one) == nil)
    #expect(sirens.give(one, to: third) == nil)
    #expect(sirens.give(other, to: second) == .sirenAlreadyRegistered)
  }

  @Test(
    "O3, O7: waves of an offer that is open again are counted on, experts first, no sooner than a delay after the last")
  func resuming() {
    let id = OfferID.make()
    let soon = WaveSchedule.resume(id, after: 4, dispatchedAt: now, delay: 60, at: now.adding(seconds: 20))
    #expect(soon.dueAt == now.adding(seconds: 60))
    #expect(soon.wave == 4)
    #expect(soon.level == .expert)
    let late = WaveSchedule.resume(id, after: 4, dispatchedAt: now, delay: 60, at: now.adding(seconds: 90))
    #expect(late.dueAt == now.adding(seconds: 90))
    #expect(WaveSchedule.resume(id, after: 0, dispatchedAt: nil, delay: 60, at: now) == .begin(id, at: now))
  }
}
