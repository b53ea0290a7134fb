import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Greenhouse") struct GreenhouseReaderTests {
  private func reading(_ body: String) -> Reading { Vendor.greenhouse.reading(GreenhouseFixture.webhook(body)) }

  @Test("H1: a hire has the offer's date, and speaks as of its receipt")
  func hired() {
    #expect(
      reading(GreenhouseFixture.hire)
        == .hired(
          StatedHire(
            applicationId: "46194062", emails: ["lea.martin@example.org", "lea@work.example"],
            phones: ["+33 6 12 34 56 78"], jobs: ["REQ-17", "3485"], hiredAt: Timestamp("2026-11-27T15:30:00Z")!,
            startsAt: Timestamp("2027-01-03T23:00:00Z")!, asOf: AsOf(noon, by: .receipt))))
  }

  @Test("H1: an unhire without a time is of its receipt, and a rehire with the old date comes after it")
  func rehired() throws {
    let clock = (0..<3).map { noon.adding(seconds: Double($0) * 60) }
    let hire = try #require(
      Vendor.greenhouse.reading(GreenhouseFixture.webhook(GreenhouseFixture.hire, at: clock[0])).hire)
    let withdrawal = try #require(
      Vendor.greenhouse.reading(GreenhouseFixture.webhook(GreenhouseFixture.unhire, at: clock[1])).withdrawal)
    let again = try #require(
      Vendor.greenhouse.reading(GreenhouseFixture.webhook(GreenhouseFixture.hire, at: clock[2])).hire)
    #expect(
      withdrawal
        == StatedWithdrawal(
          applicationId: "46194062", withdrawnAt: clock[1], asOf: AsOf(clock[1], by: .receipt)))
    #expect(hire.hiredAt == again.hiredAt && again.hiredAt < withdrawal.withdrawnAt)
    #expect(hire.asOf.instant < withdrawal.asOf.instant && withdrawal.asOf.instant < again.asOf.instant)
  }

  @Test("without an offer the hire is of its receipt")
  func withoutOffer() throws {
    let hire = try #require(reading(GreenhouseFixture.hire.with("\"offer\":null,\"was\":{", for: "\"offer\":{")).hire)
    #expect(hire.hiredAt == noon && hire.startsAt == nil)
  }

  @Test("other events are of no concern, deletions and mergers among them")
  func others() {
    for action in [
      "ping", "merge_candidate", "delete_candidate", "candidate_anonymized", "reject_candidate", "of_the_future",
    ] {
      #expect(reading("{\"action\":\"\(action)\",\"payload\":{}}").isUnconcerned, "\(action)")
    }
  }

  @Test("a hire that lacks what it needs is unclear, and says which field")
  func lacking() {
    let lacks = [
      ("\"id\":46194062", "\"id\":null", "payload.application.id"),
      ("\"id\":46194062", "\"id\":{}", "payload.application.id"),
      ("\"jobs\":[", "\"works\":[", "payload.application.jobs"),
      ("2026-11-27T15:30:00Z", "27/11/2026", "payload.application.offer.resolved_at"),
      ("2027-01-04", "4 January", "payload.application.offer.starts_at"),
      ("hire_candidate", " ", "action"),
    ]
    for (text, replacement, field) in lacks {
      let defect = reading(GreenhouseFixture.hire.with(replacement, for: text)).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
    #expect(reading("{\"action\":\"unhire_candidate\"}").defect?.contains("`payload.application.id`") == true)
    #expect(reading("not JSON").defect == "The body should be JSON.")
  }

  @Test(
    "a delivery is known by its event id with its body, since nothing signs the id, and by its body where there is none"
  )
  func delivery() {
    let webhook = GreenhouseFixture.webhook(GreenhouseFixture.hire)
    let id = Vendor.greenhouse.reader.deliveryID(of: webhook)
    #expect(id?.hasPrefix("17-a/") == true && id?.utf8.count == 5 + 64)
    let again = Webhook(headers: webhook.headers, body: webhook.body, receivedAt: noon.adding(seconds: 3600))
    #expect(Vendor.greenhouse.reader.deliveryID(of: again) == id)
    // Under an id that somebody guessed, what they saw signed does not stand for what is to come.
    let other = GreenhouseFixture.webhook(GreenhouseFixture.unhire)
      .with("greenhouse-event-id", webhook.headers["greenhouse-event-id"] ?? "")
    #expect(Vendor.greenhouse.reader.deliveryID(of: other) != id)
    #expect(Vendor.greenhouse.reader.event(of: webhook) == "hire_candidate")
    let unnamed = Webhook(headers: [:], body: webhook.body, receivedAt: noon)
    #expect(Vendor.greenhouse.reader.deliveryID(of: unnamed) == nil)
  }
}
