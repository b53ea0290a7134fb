import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Ashby") struct AshbyReaderTests {
  private static let application = "b4a9f1de-0b0c-4a30-9c3e-0d9f6a4b7c11"

  private func reading(_ body: String) -> Reading { Vendor.ashby.reading(AshbyFixture.webhook(body)) }

  @Test("H1: a hire has the decision's date, and speaks as of the application's last change")
  func hired() {
    #expect(
      reading(AshbyFixture.hire)
        == .hired(
          StatedHire(
            applicationId: Self.application, emails: ["lea.martin@example.org"], phones: ["+33612345678"],
            jobs: ["0c2d6e9a-5d1f-4f9c-8f5e-9b1f2a3c4d5e"], hiredAt: Timestamp("2026-11-27T15:30:00Z")!,
            startsAt: Timestamp("2027-01-03T23:00:00Z")!,
            asOf: AsOf(Timestamp("2026-11-27T16:00:00.250Z")!, by: .event))))
  }

  @Test("a status that is not Hired says that the application is not hired, whatever it was")
  func left() {
    let instant = Timestamp("2026-11-28T09:00:00Z")!
    for action in ["applicationUpdate", "candidateStageChange"] {
      #expect(
        reading(AshbyFixture.update.with(action, for: "applicationUpdate"))
          == .unhired(
            StatedWithdrawal(
              applicationId: Self.application, withdrawnAt: instant, isDerived: true,
              asOf: AsOf(instant, by: .event))))
    }
  }

  @Test("H1: without the application's instant the receipt is the clock")
  func receipt() throws {
    let hire = try #require(reading(AshbyFixture.hire.with("changedAt", for: "updatedAt")).hire)
    #expect(hire.asOf == AsOf(noon, by: .receipt) && hire.hiredAt == Timestamp("2026-11-27T15:30:00Z")!)
    let withdrawal = try #require(reading(AshbyFixture.update.with("changedAt", for: "updatedAt")).withdrawal)
    #expect(withdrawal.asOf == AsOf(noon, by: .receipt))
  }

  @Test("the three webhooks of a hire are one hire and three deliveries")
  func three() {
    let bodies = ["candidateHire", "applicationUpdate", "candidateStageChange"].map {
      AshbyFixture.hire.with($0, for: "candidateHire")
    }
    #expect(bodies.compactMap { reading($0).hire }.count == 1)
    #expect(bodies.filter { reading($0).isUnconcerned }.count == 2)
    let ids = bodies.compactMap { Vendor.ashby.reader.deliveryID(of: AshbyFixture.webhook($0)) }
    #expect(Set(ids).count == 3)
    #expect(ids.allSatisfy { $0.hasPrefix("c0ffee00-1111-4222-8333-444455556666/") })
  }

  @Test("a hire without an offer is decided when the application changed")
  func withoutOffer() throws {
    let hire = try #require(reading(AshbyFixture.hire.with("\"proposal\":{", for: "\"offer\":{")).hire)
    #expect(hire.hiredAt == hire.asOf.instant && hire.startsAt == nil)
  }

  @Test("other events are of no concern")
  func others() {
    for action in ["ping", "jobCreate", "offerUpdate", "candidateMerge", "ofTheFuture"] {
      #expect(reading("{\"action\":\"\(action)\",\"data\":{}}").isUnconcerned, "\(action)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let lacks = [
      (AshbyFixture.hire, Self.application, "  ", "data.application.id"),
      (AshbyFixture.hire, "\"job\":{", "\"work\":{", "data.application.job.id"),
      (AshbyFixture.hire, "2026-11-27T15:30:00.000Z", "2026-11-27T15:30", "data.offer.decidedAt"),
      (AshbyFixture.update, "\"status\":\"Active\"", "\"status\":7", "data.application.status"),
      (AshbyFixture.update, "\"action\"", "\"act\"", "action"),
    ]
    for (body, text, replacement, field) in lacks {
      let defect = reading(body.with(replacement, for: text)).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
  }
}
