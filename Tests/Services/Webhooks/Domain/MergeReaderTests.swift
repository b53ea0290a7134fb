import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of Merge") struct MergeReaderTests {
  private static let id = "\"92e8a369-fffe-430d-b93a-f7e8a16563f1\""

  private func reading(_ body: String, _ answers: [String: String] = [:]) -> Reading {
    Vendor.merge.reading(MergeFixture.webhook(body), answering: answers)
  }

  private let expected = StatedHire(
    applicationId: "92e8a369-fffe-430d-b93a-f7e8a16563f1", emails: ["lea.martin@example.org"],
    phones: ["+33612345678"], jobs: ["REQ-17", "3485", "j-1"], hiredAt: Timestamp("2026-11-27T15:30:00Z")!,
    startsAt: Timestamp("2027-01-04T00:00:00Z")!, asOf: AsOf(Timestamp("2026-11-27T15:30:00Z")!, by: .decision))

  @Test("H1: an offer that is signed is a hire, as of the decision: told again it undoes nothing")
  func hired() {
    #expect(reading(MergeFixture.offer()) == .hired(expected))
    #expect(reading(MergeFixture.offer().with("Offer.added", for: "Offer.changed")) == .hired(expected))
  }

  @Test("an offer with the id of its application alone has it read back")
  func asked() {
    let body = MergeFixture.offer(of: Self.id)
    #expect(reading(body) == .ask(VendorQuestion(path: MergeFixture.path)))
    #expect(reading(body, [MergeFixture.path: MergeFixture.application]) == .hired(expected))
    let other = MergeFixture.application.with("\"another\"", for: Self.id)
    #expect(reading(body, [MergeFixture.path: other]).defect?.contains("`id`") == true)
  }

  @Test("an application with an offer that is signed is a hire too")
  func application() {
    let offer = "{\"status\":\"SIGNED\",\"closed_at\":\"2026-11-27T15:30:00Z\",\"start_date\":\"2027-01-04T00:00:00Z\"}"
    let data = MergeFixture.application.with(
      "\"offers\":[{\"status\":\"DEPRECATED\"},\(offer)],\"rejected_at\"", for: "\"rejected_at\"")
    #expect(reading("{\"hook\":{\"event\":\"Application.changed\"},\"data\":\(data)}") == .hired(expected))
    #expect(
      reading("{\"hook\":{\"event\":\"Application.changed\"},\"data\":\(MergeFixture.application)}").isUnconcerned)
  }

  @Test("H1: without the decision's date the receipt is the clock")
  func receipt() throws {
    let hire = try #require(reading(MergeFixture.offer(closedAt: "null")).hire)
    #expect(hire.asOf == AsOf(noon, by: .receipt) && hire.hiredAt == noon)
  }

  @Test("it names the linked account, since one key signs for many; nobody else's webhooks do")
  func account() {
    #expect(Vendor.merge.reader.account(of: MergeFixture.webhook()) == "la-1")
    #expect(Vendor.merge.reader.account(of: MergeFixture.webhook("{\"linked_account\":null}")) == nil)
    #expect(Vendor.allCases.filter { $0.reader.namesAccount } == [.merge])
  }

  @Test("offers that are not signed and other models are of no concern")
  func others() {
    for status in ["DRAFT", "SENT", "DENIED", "DEPRECATED", "of the future"] {
      #expect(reading(MergeFixture.offer(status: status)).isUnconcerned, "\(status)")
    }
    for event in ["Candidate.changed", "LinkedAccount.synced", "Offer.removed", "Employee.changed"] {
      #expect(reading("{\"hook\":{\"event\":\"\(event)\"},\"data\":{}}").isUnconcerned, "\(event)")
    }
  }

  @Test("what lacks something is unclear, and says which field")
  func lacking() {
    let bodies = [
      (MergeFixture.offer().with("\"event\":null", for: "\"event\":\"Offer.changed\""), "hook.event"),
      (MergeFixture.offer(of: "null"), "data.application"),
      (MergeFixture.offer().with("\"position\":", for: "\"job\":"), "data.application.job"),
      (MergeFixture.offer().with("\"uuid\":\(Self.id)", for: "\"id\":\(Self.id)"), "data.application.id"),
      (MergeFixture.offer(closedAt: "\"last week\""), "data.closed_at"),
      ("{\"hook\":{\"event\":\"Offer.changed\"},\"data\":[]}", "data"),
    ]
    for (body, field) in bodies {
      let defect = reading(body).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
  }
}
