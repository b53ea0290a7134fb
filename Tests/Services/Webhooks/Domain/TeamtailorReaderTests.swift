import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Teamtailor") struct TeamtailorReaderTests {
  private func reading(_ webhook: Webhook, _ answer: String? = TeamtailorFixture.hired) -> Reading {
    Vendor.teamtailor.reading(webhook, answering: answer.map { [TeamtailorFixture.path: $0] } ?? [:])
  }

  private func hire(as asOf: AsOf) -> Reading {
    .hired(
      StatedHire(
        applicationId: "88", emails: ["lea.martin@example.org"], phones: ["+33612345678"], jobs: ["42"],
        hiredAt: Timestamp("2026-11-27T15:00:00Z")!, asOf: asOf))
  }

  @Test("H1: all is read back; the clock is that of receipt, whichever form signed it")
  func hired() {
    let webhook = TeamtailorFixture.practised(at: noon.adding(seconds: -60))
    let late = Webhook(headers: webhook.headers, body: webhook.body, receivedAt: noon)
    #expect(reading(late) == hire(as: AsOf(noon, by: .receipt)))
    #expect(reading(TeamtailorFixture.documented()) == hire(as: AsOf(noon, by: .receipt)))
  }

  @Test("it asks for the application with its candidate, job and stage")
  func question() {
    #expect(
      reading(TeamtailorFixture.practised(), nil)
        == .ask(
          VendorQuestion(
            path: TeamtailorFixture.path,
            headers: ["x-api-version": "20240404", "accept": "application/vnd.api+json"])))
  }

  @Test("another stage, or a rejection, says that the application is not hired")
  func left() {
    let expected = Reading.unhired(
      StatedWithdrawal(applicationId: "88", withdrawnAt: noon, isDerived: true, asOf: AsOf(noon, by: .receipt)))
    let webhook = TeamtailorFixture.practised()
    #expect(reading(webhook, TeamtailorFixture.answer(stageType: "offer", rejectedAt: "null")) == expected)
    let rejected = TeamtailorFixture.answer(stageType: "hired", rejectedAt: "\"2026-11-28T09:00:00.000+01:00\"")
    #expect(reading(webhook, rejected) == expected)
  }

  @Test("where the stage has no kind its name says it")
  func names() {
    let answer = TeamtailorFixture.hired.with("\"name\":\"Hired\",\"sort\"", for: "\"name\":\"Signed\",\"stage-type\"")
    #expect(reading(TeamtailorFixture.practised(), answer).hire != nil)
  }

  @Test("H1: who is taken back is told with the body of before, which is another delivery")
  func delivery() {
    func id(_ webhook: Webhook, receivedAt: Timestamp) -> String? {
      Vendor.teamtailor.reader.deliveryID(
        of: Webhook(headers: webhook.headers, body: webhook.body, receivedAt: receivedAt))
    }
    let later = noon.adding(seconds: 60)
    let signed = TeamtailorFixture.practised(at: noon)
    // A retry that keeps its time is the same, whenever it comes.
    #expect(id(signed, receivedAt: noon) != nil && id(signed, receivedAt: noon) == id(signed, receivedAt: later))
    #expect(id(signed, receivedAt: noon) != id(TeamtailorFixture.practised(at: later), receivedAt: later))
    // Of what signs no time nothing tells a retry from news: it is asked about again.
    let timeless = TeamtailorFixture.documented()
    #expect(id(timeless, receivedAt: noon) != id(timeless, receivedAt: later))
  }

  @Test("other events are of no concern, and nobody is asked")
  func others() {
    for event in ["job_application.create", "job_application.destroy", "candidate.update", "of.the.future"] {
      #expect(reading(TeamtailorFixture.documented(event: event), nil).isUnconcerned, "\(event)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let lacks = [
      (TeamtailorFixture.hired.with("\"more\":[", for: "\"included\":["), "included"),
      (TeamtailorFixture.hired.with("\"id\":\"89\"", for: "\"id\":\"88\""), "data.id"),
      (TeamtailorFixture.hired.with("\"work\":{", for: "\"job\":{"), "data.relationships.job.data.id"),
    ]
    for (answer, field) in lacks {
      let defect = reading(TeamtailorFixture.practised(), answer).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
    #expect(reading(TeamtailorFixture.practised("{}")).defect?.contains("`payload.event_name`") == true)
  }
}
