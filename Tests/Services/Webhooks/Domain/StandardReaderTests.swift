import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks in the form of Standard Webhooks") struct StandardReaderTests {
  private func reading(_ body: String) -> Reading { Vendor.standard.reading(StandardFixture.webhook(body)) }

  @Test("H1: a hire in the contract's words, as of the event's timestamp")
  func hired() {
    #expect(
      reading(StandardFixture.hire)
        == .hired(
          StatedHire(
            applicationId: "4711", emails: ["lea.martin@example.org"], phones: ["+33612345678"], jobs: ["REQ-17"],
            offer: StatedOffer(offerReference: "REQ-17"), hiredAt: Timestamp("2026-11-26T23:00:00Z")!,
            startsAt: Timestamp("2027-01-03T23:00:00Z")!,
            asOf: AsOf(Timestamp("2026-11-27T16:00:00Z")!, by: .event))))
  }

  @Test("H1: a withdrawal in the contract's words")
  func withdrawn() {
    #expect(
      reading(StandardFixture.withdrawal)
        == .unhired(
          StatedWithdrawal(
            applicationId: "4711", withdrawnAt: Timestamp("2026-11-28T15:00:00Z")!, reason: "did not start",
            asOf: AsOf(Timestamp("2026-11-28T16:00:00Z")!, by: .event))))
  }

  @Test("H1: what the data says of the clock comes first, then the event's timestamp, then the receipt")
  func clock() throws {
    let stated = StandardFixture.hire.with("\"asOf\":\"2026-11-27T12:00:00Z\",\"hiredAt\"", for: "\"hiredAt\"")
    #expect(reading(stated).hire?.asOf == AsOf(Timestamp("2026-11-27T12:00:00Z")!, by: .event))
    let undated = StandardFixture.hire.with("\"time\"", for: "\"timestamp\"")
    #expect(reading(undated).hire?.asOf == AsOf(noon, by: .receipt))
  }

  @Test("the platform's own words for offer and candidate are handed on")
  func ownWords() {
    let body = """
      {"type":"coopt.integration.hire-reported.v1","data":{"applicationId":"a","offerId":"o-1",
      "candidate":{"candidacyId":"k-1","candidateId":"c-1"},"hiredAt":"2026-11-27T12:00:00Z"}}
      """
    let hire = reading(body).hire
    #expect(hire?.offer == StatedOffer(offerId: "o-1"))
    #expect(hire?.candidacyId == "k-1" && hire?.candidateId == "c-1" && hire?.emails == [])
  }

  @Test("other types are of no concern")
  func others() {
    for type in ["invoice.paid", "payout.confirmed"] {
      #expect(reading("{\"type\":\"\(type)\",\"data\":{}}").isUnconcerned, "\(type)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let lacks = [
      (StandardFixture.hire, "\"applicationId\":4711", "\"applicationId\":4711.5", "data.applicationId"),
      (StandardFixture.hire, "offerReference", "reference", "data.offerReference"),
      (StandardFixture.hire, "\"hiredAt\"", "\"hired\"", "data.hiredAt"),
      (StandardFixture.hire, "\"2026-11-27\"", "\"27.11.2026\"", "data.hiredAt"),
      (StandardFixture.withdrawal, "withdrawnAt", "when", "data.withdrawnAt"),
      (StandardFixture.withdrawal, "\"type\"", "\"kind\"", "type"),
    ]
    for (body, text, replacement, field) in lacks {
      let defect = reading(body.with(replacement, for: text)).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
  }

  @Test("a delivery is known by its id")
  func delivery() {
    let webhook = StandardFixture.webhook(StandardFixture.hire)
    #expect(Vendor.standard.reader.deliveryID(of: webhook) == "msg_1")
    #expect(Vendor.standard.reader.event(of: webhook) == "hire.reported")
  }
}
