import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Workable") struct WorkableReaderTests {
  private func reading(_ body: String) -> Reading { Vendor.workable.reading(WorkableFixture.webhook(body)) }
  private let fired = Timestamp("2026-11-27T16:00:00Z")!

  @Test("H1: a move to the stage Hired is a hire, and speaks as of when it was fired")
  func hired() {
    #expect(
      reading(WorkableFixture.hire)
        == .hired(
          StatedHire(
            applicationId: "108d1748", emails: ["lea.martin@example.org"], phones: ["+33612345678"],
            jobs: ["1C2D3E4F5A"], hiredAt: Timestamp("2026-11-27T15:30:00Z")!, asOf: AsOf(fired, by: .event))))
  }

  @Test("a move to any other stage says that the candidate is not hired, whatever they were")
  func left() {
    #expect(
      reading(WorkableFixture.hire.with("\"offer\"", for: "\"hired\""))
        == .unhired(
          StatedWithdrawal(
            applicationId: "108d1748", withdrawnAt: fired, isDerived: true, asOf: AsOf(fired, by: .event))))
  }

  @Test("H1: without its instant the receipt is the clock, without its date it is that of the clock")
  func receipt() throws {
    let hire = try #require(reading(WorkableFixture.hire.with("sent_at", for: "fired_at")).hire)
    #expect(hire.asOf == AsOf(noon, by: .receipt) && hire.hiredAt == Timestamp("2026-11-27T15:30:00Z")!)
    let undated = try #require(reading(WorkableFixture.hire.with("moved_at", for: "hired_at")).hire)
    #expect(undated.hiredAt == fired)
  }

  @Test("other events are of no concern")
  func others() {
    for event in ["candidate_created", "employee_created", "onboarding_completed"] {
      #expect(reading("{\"event_type\":\"\(event)\",\"data\":{}}").isUnconcerned, "\(event)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let lacks = [
      ("\"id\":\"108d1748\"", "\"id\":[]", "data.id"), ("\"shortcode\"", "\"code\"", "data.job.shortcode"),
      ("stage_kind", "stage_sort", "data.stage_kind"), ("event_type", "event_sort", "event_type"),
      ("2026-11-27T15:30:00Z", "yesterday", "data.hired_at"),
    ]
    for (text, replacement, field) in lacks {
      let defect = reading(WorkableFixture.hire.with(replacement, for: text)).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
  }

  @Test("a delivery is known by its id, since what is sent again may say more")
  func delivery() {
    #expect(Vendor.workable.reader.deliveryID(of: WorkableFixture.webhook(WorkableFixture.hire)) == "5f2d1c")
    #expect(Vendor.workable.reader.deliveryID(of: WorkableFixture.webhook("{}")) == nil)
  }
}
