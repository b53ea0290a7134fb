import Foundation
import Messages
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

@Suite("What is the same report") struct RepetitionTests {
  private static let now = Timestamp("2026-11-20T09:00:00Z")!

  private func at(_ minutes: Double) -> Timestamp { Self.now.adding(seconds: minutes * 60) }

  private func data(_ hiredAt: Timestamp, _ asOf: Timestamp, email: String = "ada@example.com") -> JSONObject {
    [
      "applicationId": "1", "candidate": .object(["email": .string(email)]), "hiredAt": .string(hiredAt.description),
      "asOf": .string(asOf.description),
    ]
  }

  private func report(
    _ hiredAt: Timestamp, _ asOf: Timestamp, _ clock: AsOf.Clock, email: String = "ada@example.com"
  ) -> HireReport {
    HireReport(
      hire: ReportedHire(sourceSystem: "s", applicationID: "1"), statement: .hired,
      data: data(hiredAt, asOf, email: email), json: Data(), asOf: AsOf(asOf, by: clock))
  }

  private func made(
    _ hiredAt: Timestamp, _ asOf: Timestamp, _ clock: AsOf.Clock, key: String = HireReported.routingKey
  ) -> MadeReport {
    MadeReport(routingKey: key, data: data(hiredAt, asOf), clock: clock)
  }

  @Test("the vendor's own instants count: another one is another report")
  func instants() {
    #expect(report(at(1), at(1), .event).repeats(made(at(1), at(1), .event)))
    #expect(!report(at(2), at(2), .event).repeats(made(at(1), at(1), .event)))
    #expect(!report(at(1), at(2), .decision).repeats(made(at(1), at(1), .decision)))
  }

  @Test("the instant of receipt does not, nor a date that stands for it; a date that is given does")
  func receipts() {
    #expect(report(at(2), at(2), .receipt).repeats(made(at(1), at(1), .receipt)))
    #expect(report(at(2), at(2), .receipt).repeats(made(at(0), at(1), .event)))
    #expect(report(at(0), at(2), .receipt).repeats(made(at(0), at(1), .receipt)))
    #expect(!report(at(0), at(2), .receipt).repeats(made(at(-1), at(1), .receipt)))
    // The first knew no date, this one does.
    #expect(!report(at(-9), at(-9), .decision).repeats(made(at(1), at(1), .receipt)))
    // A rehire that was told as of its receipt, told again with its decision's date.
    #expect(report(at(-9), at(-9), .decision).repeats(made(at(-9), at(1), .receipt)))
  }

  @Test("another person, or the other statement, is never the same")
  func others() {
    #expect(!report(at(2), at(2), .receipt, email: "grace@example.com").repeats(made(at(1), at(1), .receipt)))
    #expect(
      !report(at(1), at(1), .event).repeats(made(at(1), at(1), .event, key: HireWithdrawalReported.routingKey)))
  }
}
