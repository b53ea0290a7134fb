import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of SmartRecruiters") struct SmartRecruitersReaderTests {
  private static let answers = [
    SmartRecruitersFixture.path: SmartRecruitersFixture.hired,
    SmartRecruitersFixture.candidatePath: SmartRecruitersFixture.candidate,
  ]

  private func reading(_ webhook: Webhook, _ answers: [String: String] = answers) -> Reading {
    Vendor.smartrecruiters.reading(webhook, answering: answers)
  }

  @Test("H1: the status and the candidate are read back; the clock is the vendor's signed time")
  func hired() {
    let sent = noon.adding(seconds: -3600)
    let webhook = Webhook(
      headers: SmartRecruitersFixture.webhook(at: sent).headers, body: Array(SmartRecruitersFixture.update.utf8),
      receivedAt: noon)
    #expect(
      reading(webhook)
        == .hired(
          StatedHire(
            applicationId: "can-1/job-1", emails: ["lea.martin@example.org"], phones: ["+33612345678"],
            jobs: ["job-1"], hiredAt: sent, startsAt: Timestamp("2027-01-03T23:00:00Z")!,
            asOf: AsOf(sent, by: .event))))
  }

  @Test("any other status says that the application is not hired, and nobody asks who the candidate is")
  func left() {
    #expect(
      reading(SmartRecruitersFixture.webhook(), [SmartRecruitersFixture.path: SmartRecruitersFixture.withdrawn])
        == .unhired(
          StatedWithdrawal(
            applicationId: "can-1/job-1", withdrawnAt: noon, isDerived: true, asOf: AsOf(noon, by: .event))))
  }

  @Test("the link is followed below the configured address, whatever its host, and only where it is plain")
  func links() {
    let paths = [
      ("<https://elsewhere.example/applications/a-1>; rel=self", "/applications/a-1"),
      ("<https://api.smartrecruiters.com/a/../../secrets>; rel=self", SmartRecruitersFixture.path),
      ("<https://api.smartrecruiters.com/a?b=c>; rel=self", SmartRecruitersFixture.path),
      ("<https://api.smartrecruiters.com//a>; rel=self", SmartRecruitersFixture.path),
      ("<https://api.smartrecruiters.com/>; rel=self", SmartRecruitersFixture.path),
      ("<https://api.smartrecruiters.com>; rel=self", SmartRecruitersFixture.path),
      ("<file:///etc/hosts>", SmartRecruitersFixture.path), ("<", SmartRecruitersFixture.path),
      ("nothing", SmartRecruitersFixture.path), ("", SmartRecruitersFixture.path),
    ]
    for (link, path) in paths {
      let webhook = SmartRecruitersFixture.webhook(link: link)
      #expect(reading(webhook, [:]) == .ask(VendorQuestion(path: path)), "\(link)")
    }
    #expect(
      reading(SmartRecruitersFixture.webhook(link: nil), [:])
        == .ask(VendorQuestion(path: SmartRecruitersFixture.path)))
  }

  @Test("other events are of no concern, and nobody is asked")
  func others() {
    for event in ["application.created", "job.updated", "of.the.future"] {
      #expect(reading(SmartRecruitersFixture.webhook(event: event), [:]).isUnconcerned, "\(event)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let bodies = [("{\"job_id\":\"job-1\"}", "candidate_id"), ("{\"candidate_id\":\"can-1\"}", "job_id")]
    for (body, field) in bodies {
      #expect(reading(SmartRecruitersFixture.webhook(body)).defect?.contains("`\(field)`") == true)
    }
    let statusless = [SmartRecruitersFixture.path: "{}"]
    #expect(reading(SmartRecruitersFixture.webhook(), statusless).defect?.contains("`status`") == true)
    let unnamed = Webhook(headers: [:], body: Array(SmartRecruitersFixture.update.utf8), receivedAt: noon)
    #expect(reading(unnamed).defect?.contains("`event-name`") == true)
  }

  @Test("an activation needs no signature, changes nothing, and gets its word back, with or without a secret")
  func activation() {
    let reader = Vendor.smartrecruiters.reader
    let webhook = Webhook(headers: ["x-hook-secret": "4jn8fs9011jj8"], body: [], receivedAt: noon)
    #expect(reader.authenticity(of: webhook, secrets: [secret], at: noon) == .test)
    #expect(reading(webhook).isUnconcerned)
    for reception in [Reception.kept, .noSecret] {
      #expect(
        reader.answer(to: reception, for: webhook, secrets: [])
          == HookAnswer(200, headers: ["x-hook-secret": "4jn8fs9011jj8"]))
    }
    #expect(reader.answer(to: .failed, for: webhook, secrets: []).status == 503)
    #expect(reader.answer(to: .tooMany, for: webhook, secrets: []).status == 429)
  }

  @Test("a word that no header can be made of is not echoed, and a signed webhook is no activation")
  func noActivation() {
    let reader = Vendor.smartrecruiters.reader
    for word in ["", "two words", "a\r\nset-cookie: b", "é", String(repeating: "x", count: 257)] {
      let webhook = Webhook(headers: ["x-hook-secret": word], body: [], receivedAt: noon)
      #expect(reader.authenticity(of: webhook, secrets: [secret], at: noon) == .refused(.missing), "\(word)")
      #expect(reader.answer(to: .kept, for: webhook, secrets: []).headers["x-hook-secret"] == nil)
    }
    let signed = SmartRecruitersFixture.webhook().with("x-hook-secret", "4jn8fs9011jj8")
    #expect(reader.authenticity(of: signed, secrets: [secret], at: noon) == .authentic)
    #expect(reader.authenticity(of: signed, secrets: ["another"], at: noon) == .refused(.mismatch))
    #expect(reader.answer(to: .kept, for: signed, secrets: [secret]).status == 202)
  }
}
