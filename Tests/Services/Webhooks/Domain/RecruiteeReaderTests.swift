import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Recruitee") struct RecruiteeReaderTests {
  private func reading(_ body: String) -> Reading { Vendor.recruitee.reading(RecruiteeFixture.webhook(body)) }

  private func move(from: String, to: String) -> Reading {
    reading(RecruiteeFixture.move(from: from, to: to, at: "2026-11-28T09:00:00Z", id: 7))
  }

  @Test("H1: a move to the category of hires is a hire of the candidate at the offer, as of the move")
  func hired() {
    let instant = Timestamp("2026-11-27T16:00:00.123456Z")!
    let expected = StatedHire(
      applicationId: "9182/7711", emails: ["lea.martin@example.org"], phones: ["+33612345678"], jobs: ["7711"],
      hiredAt: instant, asOf: AsOf(instant, by: .event))
    #expect(reading(RecruiteeFixture.hire) == .hired(expected))
    #expect(reading(RecruiteeFixture.hire.with("\"hired\"", for: "\"hire\"")) == .hired(expected))
  }

  @Test("a move from there to anywhere else is an unhire, and one between others is none")
  func left() {
    let instant = Timestamp("2026-11-28T09:00:00Z")!
    #expect(
      move(from: "hire", to: "offer")
        == .unhired(
          StatedWithdrawal(applicationId: "9182/7711", withdrawnAt: instant, asOf: AsOf(instant, by: .event))))
    #expect(move(from: "interview", to: "offer").isUnconcerned)
    #expect(move(from: "hire", to: "hire").hire != nil)
  }

  @Test("H1: without its instant the receipt is the clock")
  func receipt() throws {
    let hire = try #require(reading(RecruiteeFixture.hire.with("made_at", for: "created_at")).hire)
    #expect(hire.asOf == AsOf(noon, by: .receipt) && hire.hiredAt == noon)
  }

  @Test("other events are of no concern")
  func others() {
    for (type, subtype) in [
      ("new_candidate", "x"), ("candidate_moved", "disqualified"), ("candidate_moved", "requalified"),
    ] {
      let body = "{\"event_type\":\"\(type)\",\"event_subtype\":\"\(subtype)\",\"payload\":{}}"
      #expect(reading(body).isUnconcerned, "\(type) \(subtype)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let lacks = [
      ("\"id\":9182", "\"id\":1.5", "payload.candidate.id"), ("\"id\":7711", "\"id\":false", "payload.offer.id"),
      ("\"to_stage\"", "\"stage\"", "payload.details.to_stage.category"), ("event_type", "type", "event_type"),
      ("2026-11-27T16:00:00.123456Z", "2026-11-27T16:00:00.123456", "created_at"),
    ]
    for (text, replacement, field) in lacks {
      let defect = reading(RecruiteeFixture.hire.with(replacement, for: text)).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
  }

  @Test("its test is answered before there is a secret, which is shown with the webhook; nothing else is")
  func early() {
    func status(_ body: String, _ headers: [String: String] = [:]) -> Int {
      let webhook = Webhook(headers: headers, body: Array(body.utf8), receivedAt: noon)
      return Vendor.recruitee.reader.answer(to: .noSecret, for: webhook, secrets: []).status
    }
    #expect(status("{\"test\":true}") == 200)
    #expect(status("{\"test\":true}", ["x-recruitee-signature": "00"]) == 503)
    #expect(status(RecruiteeFixture.hire) == 503)
  }

  @Test("attempts at one delivery are one, though they count themselves")
  func delivery() {
    let again = RecruiteeFixture.hire.with("\"attempt_count\":2", for: "\"attempt_count\":1")
    for body in [RecruiteeFixture.hire, again] {
      #expect(Vendor.recruitee.reader.deliveryID(of: RecruiteeFixture.webhook(body)) == "6545")
    }
    let webhook = RecruiteeFixture.webhook(RecruiteeFixture.hire)
    #expect(Vendor.recruitee.reader.event(of: webhook) == "candidate_moved/stage_changed")
  }
}
