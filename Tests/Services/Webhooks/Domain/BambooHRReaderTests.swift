import Testing
import Vocabulary
import WebhooksDomain

@Suite("Webhooks of BambooHR") struct BambooHRReaderTests {
  private func reading(_ body: String = BambooHRFixture.updated, _ answer: String? = BambooHRFixture.employee())
    -> Reading
  {
    Vendor.bamboohr.reading(
      BambooHRFixture.webhook(body), answering: answer.map { [BambooHRFixture.path: $0] } ?? [:])
  }

  private let changed = Timestamp("2026-11-27T16:00:00Z")!

  @Test("H1: an employee with a hire date was hired when that was written, and starts on it")
  func hired() {
    let expected = StatedHire(
      applicationId: "67890", emails: ["lea.martin@example.org", "lea@work.example"], phones: ["+33612345678"],
      jobs: ["Site reliability engineer"], hiredAt: changed, startsAt: Timestamp("2027-01-03T23:00:00Z")!,
      asOf: AsOf(changed, by: .event))
    #expect(reading() == .hired(expected))
    let created = """
      {"type":"employee.created","timestamp":"2026-11-27T16:00:00+0000",
      "data":{"companyId":"12345","employeeId":67890}}
      """
    #expect(reading(created) == .hired(expected))
  }

  @Test("who has worked for years was not hired when the record was changed")
  func longAgo() throws {
    let hire = try #require(reading(BambooHRFixture.updated, BambooHRFixture.employee(hireDate: "2019-07-01")).hire)
    #expect(hire.hiredAt == Timestamp("2019-06-30T22:00:00Z")! && hire.startsAt == hire.hiredAt)
    #expect(hire.asOf == AsOf(changed, by: .event))
  }

  @Test("who has no hire date, or left before the work began, was not hired; who leaves later was")
  func left() {
    let expected = Reading.unhired(
      StatedWithdrawal(applicationId: "67890", withdrawnAt: changed, isDerived: true, asOf: AsOf(changed, by: .event)))
    for date in ["0000-00-00", "", " "] {
      #expect(reading(BambooHRFixture.updated, BambooHRFixture.employee(hireDate: date)) == expected, "\(date)")
    }
    for date in ["2027-01-04", "2026-12-01"] {
      #expect(reading(BambooHRFixture.updated, BambooHRFixture.employee(terminationDate: date)) == expected, "\(date)")
    }
    #expect(reading(BambooHRFixture.updated, BambooHRFixture.employee(terminationDate: "2027-01-05")).hire != nil)
  }

  @Test("other events and other fields are of no concern, and nobody is asked")
  func others() {
    #expect(reading(BambooHRFixture.updated.with("homeEmail", for: "hireDate"), nil).isUnconcerned)
    for event in ["employee.deleted", "of.the.future"] {
      #expect(reading("{\"type\":\"\(event)\",\"data\":{\"employeeId\":\"1\"}}", nil).isUnconcerned, "\(event)")
    }
  }

  @Test("a delivery is known by its signed time and its body: a body may say the same of what changed again")
  func delivery() {
    func id(_ body: String, _ instant: Timestamp) -> String? {
      Vendor.bamboohr.reader.deliveryID(of: BambooHRFixture.webhook(body, at: instant))
    }
    let first = id(BambooHRFixture.updated, noon)
    #expect(first != nil && id(BambooHRFixture.updated, noon) == first)
    #expect(id(BambooHRFixture.updated, noon.adding(seconds: 1)) != first)
    #expect(id(BambooHRFixture.updated + " ", noon) != first)
  }

  @Test("what lacks something, or has another form, is unclear, and says which field")
  func lacking() {
    let bodies = [
      (BambooHRFixture.updated.with("employee", for: "employeeId"), "data.employeeId"),
      (BambooHRFixture.updated.with("27 November", for: "2026-11-27T16:00:00+0000"), "timestamp"),
      ("{\"employees\":[{\"id\":\"1\",\"changedFields\":[\"hireDate\"]}]}", "employees"), ("{}", "type"),
    ]
    for (body, field) in bodies {
      let defect = reading(body).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
    #expect(reading("type=employee.updated&data[employeeId]=67890").defect == "The body should be JSON.")
    let answers = [
      (BambooHRFixture.employee().with("\"title\"", for: "\"jobTitle\""), "jobTitle"),
      (BambooHRFixture.employee(hireDate: "04/01/2027"), "hireDate"),
      (BambooHRFixture.employee().with("\"1\"", for: "\"67890\""), "id"),
    ]
    for (answer, field) in answers {
      let defect = reading(BambooHRFixture.updated, answer).defect
      #expect(defect?.contains("`\(field)`") == true, "\(field): \(defect ?? "understood")")
    }
  }
}
