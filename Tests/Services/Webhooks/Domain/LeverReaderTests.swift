import TestStack
import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Lever") struct LeverReaderTests {
  private static let answers = [
    LeverFixture.path: LeverFixture.hired, LeverFixture.reasonPath: LeverFixture.hiredReason,
  ]

  private func reading(_ webhook: Webhook, _ answers: [String: String] = answers) -> Reading {
    Vendor.lever.reading(webhook, answering: answers)
  }

  @Test("H1: all but the clock is read back")
  func hired() {
    #expect(
      reading(LeverFixture.webhook())
        == .hired(
          StatedHire(
            applicationId: "op-1", emails: ["lea.martin@example.org", "lea@work.example"], phones: ["+33612345678"],
            jobs: ["REQ-17", "rq-1", "po-1"], hiredAt: Timestamp("2026-11-27T15:30:00Z")!,
            asOf: AsOf(noon, by: .event))))
  }

  @Test("it is asked in two steps, and nothing is said before")
  func questions() {
    let webhook = LeverFixture.webhook()
    #expect(reading(webhook, [:]) == .ask(VendorQuestion(path: LeverFixture.path)))
    #expect(
      reading(webhook, [LeverFixture.path: LeverFixture.hired])
        == .ask(VendorQuestion(path: LeverFixture.reasonPath)))
  }

  @Test("whatever the event and its data, the answer alone says whether somebody is hired")
  func answerAlone() {
    for event in ["candidateHired", "candidateArchiveChange", "candidateStageChange"] {
      let webhook = LeverFixture.webhook(event)
      #expect(reading(webhook).hire != nil)
      let expected = StatedWithdrawal(
        applicationId: "op-1", withdrawnAt: noon, isDerived: true, asOf: AsOf(noon, by: .event))
      #expect(reading(webhook, [LeverFixture.path: LeverFixture.active]) == .unhired(expected))
      let rejected = [LeverFixture.path: LeverFixture.hired, LeverFixture.reasonPath: LeverFixture.otherReason]
      #expect(reading(webhook, rejected) == .unhired(expected))
    }
  }

  @Test("forged data makes us ask for the truth, and nothing else")
  func forged() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let id = String.random(using: &generator)
      let webhook = LeverFixture.webhook(opportunity: id.asJSON)
      #expect(Vendor.lever.reader.authenticity(of: webhook, secrets: [secret], at: noon) == .authentic)
      switch reading(webhook, [:]) {
      case .ask(let question): #expect(question.isPlain, "\(question.path)")
      case .unclear(let sentence): #expect(sentence.contains("`data.opportunityId`"))
      default: Issue.record("\(id) made something")
      }
      // An answer about another opportunity than the one that was asked about says nothing either.
      if case .ask(let question) = reading(webhook, [:]), id != "op-1" {
        #expect(reading(webhook, [question.path: LeverFixture.hired]).defect?.contains("`data.id`") == true)
      }
    }
  }

  @Test("an id becomes one segment of the path, whatever is in it")
  func segments() {
    for (id, segment) in [
      ("a/b", "a%2Fb"), ("a?b=c&d#e", "a%3Fb%3Dc%26d%23e"), ("é 1", "%C3%A9%201"), ("%2e", "%252e"),
    ] {
      let reading = reading(LeverFixture.webhook(opportunity: id.asJSON), [:])
      #expect(reading == .ask(VendorQuestion(path: "/opportunities/\(segment)?expand=applications")))
    }
    for id in [".", "..", "...", String(repeating: "x", count: 201)] {
      #expect(reading(LeverFixture.webhook(opportunity: id.asJSON), [:]).defect?.contains("data.opportunityId") == true)
    }
    #expect(
      reading(LeverFixture.webhook(opportunity: "12"), [:])
        == .ask(VendorQuestion(path: "/opportunities/12?expand=applications")))
  }

  @Test("other events are of no concern, and nobody is asked")
  func others() {
    for event in ["applicationCreated", "candidateDeleted", "interviewCreated", "contactUpdated", "ofTheFuture"] {
      #expect(reading(LeverFixture.webhook(event), [:]).isUnconcerned, "\(event)")
    }
  }

  @Test("an answer that lacks something is unclear, and says which field")
  func lacking() {
    let lacks = [
      (LeverFixture.hired.with("\"apps\":", for: "\"applications\":"), LeverFixture.hiredReason, "data.applications"),
      (LeverFixture.hired.with("\"reason\":null", for: "\"reason\":\"r-1\""), "", "data.archived.reason"),
      (LeverFixture.hired.with("\"soon\"", for: "1795793400000"), LeverFixture.hiredReason, "data.archived.archivedAt"),
      (LeverFixture.hired, "{\"data\":{}}", "data.type"),
    ]
    for (opportunity, reason, field) in lacks {
      let defect = reading(
        LeverFixture.webhook(), [LeverFixture.path: opportunity, LeverFixture.reasonPath: reason]
      ).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
    #expect(
      reading(LeverFixture.webhook(), [LeverFixture.path: "<html>"]).defect
        == "The vendor's answer about the opportunity should be JSON.")
  }

  @Test("deliveries of one instant differ by event and opportunity")
  func delivery() {
    let webhooks = [
      LeverFixture.webhook(), LeverFixture.webhook("candidateArchiveChange"),
      LeverFixture.webhook(opportunity: "\"op-2\""), LeverFixture.webhook(at: noon.adding(seconds: 1)),
    ]
    #expect(Set(webhooks.map { Vendor.lever.reader.deliveryID(of: $0) }).count == 4)
    let again = LeverFixture.webhook()
    #expect(Vendor.lever.reader.deliveryID(of: again) == Vendor.lever.reader.deliveryID(of: webhooks[0]))
  }

  @Test("a time that is not whole milliseconds is malformed")
  func times() {
    for time in ["\"noon\"", "1.5e12", "null", "-1795953600000", "true"] {
      let body = LeverFixture.webhook().bodyText.with("\"triggeredAt\":\(time)", for: "\"triggeredAt\":1795953600000")
      let webhook = Webhook(headers: [:], body: Array(body.utf8), receivedAt: noon)
      let authenticity = Vendor.lever.reader.authenticity(of: webhook, secrets: [secret], at: noon)
      #expect(authenticity == .refused(.malformed), "\(time)")
    }
  }
}
