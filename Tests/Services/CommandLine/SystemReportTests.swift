import AMQPClient
import CooptCommandLine
import Foundation
import Messages
import Testing
import Topology
import Vocabulary

@Suite("What systems outside say and hear, by the command line")
struct SystemReportTests {
  @Test("a report goes where that system's would, and is answered by who takes it in", arguments: [0, 1, 2, 3])
  func route(kind: Int) throws {
    func outgoing<Report: ReportPayload>(_ report: Report.Type) -> OutgoingCommand {
      OutgoingCommand(id: .make(), reporting: report, data: ["sourceSystem": "s"])
    }
    let (command, key, service): (OutgoingCommand, String, ServiceName) =
      switch kind {
      case 0: (outgoing(HireReported.self), "hire.reported", .recommendations)
      case 1: (outgoing(HireWithdrawalReported.self), "hire.withdrawn", .recommendations)
      case 2: (outgoing(PayoutConfirmed.self), "payout.confirmed", .rewards)
      default: (outgoing(PayoutFailureReported.self), "payout.failed", .rewards)
      }
    let message = try command.message(replyTo: "ats.here")
    #expect(message.exchange == "coopt.integration" && message.routingKey == key && command.answering == service)
    #expect(message.properties.replyTo == "ats.here" && message.properties.correlationID == command.id.description)
    // The connection names its own login, which such reports need.
    #expect(message.properties.userID == nil)
    let event = try #require(JSONValue(json: message.body))
    #expect(event["type"]?.string == command.type.description && event["id"]?.string == command.id.description)
    #expect(event["actor"] == nil)
  }

  @Test("fields that are given are texts, one inside another where the name says so; the others are not there")
  func data() {
    #expect(
      ReportData.object([
        ("offerId", "o"), ("companyId", nil), ("candidate.email", "e"), ("candidate.phone", "+33 6"),
        ("candidate.candidateId", nil),
      ]) == ["offerId": "o", "candidate": .object(["email": "e", "phone": "+33 6"])])
  }

  @Test("an instant is now, as it was written, or how long ago")
  func instant() throws {
    let now = try #require(Timestamp("2026-11-24T10:00:00Z"))
    #expect(ReportData.instant(nil, now: now) == "2026-11-24T10:00:00Z")
    #expect(ReportData.instant("2h", now: now) == "2026-11-24T08:00:00Z")
    #expect(ReportData.instant("2026-11-02T09:00:00+01:00", now: now) == "2026-11-02T09:00:00+01:00")
    // What is no instant is the service's to refuse, with the field.
    #expect(ReportData.instant("yesterday", now: now) == "yesterday")
  }

  @Test("a queue that lasts is the login's own, and another is of one call alone")
  func queue() throws {
    let (one, other) = (
      try PayoutQueue(lasting: nil, prefix: "finance."), try PayoutQueue(lasting: nil, prefix: "finance.")
    )
    #expect(one.name.hasPrefix("finance.coopt.") && one.name != other.name && !one.isDurable)
    #expect(try PayoutQueue(lasting: "finance.coopt.x", prefix: "finance.").isDurable)
    #expect(throws: CommandFailure.self) { try PayoutQueue(lasting: "payouts", prefix: "finance.") }
    #expect(
      PayoutQueue.bindings.map(\.routingKey) == ["finance.payout-requested", "finance.payout-cancelled"])
  }

  @Test("what nobody vouches for is nobody's instruction")
  func vouching() {
    for (publisher, isVouchedFor) in [("notifications", true), ("staff", false), ("rewards", false), (nil, false)] {
      let message = ToldMessage(
        routingKey: "finance.payout-requested", streamOffset: nil, publisher: publisher, event: .null)
      #expect(message.isVouchedFor == isVouchedFor, "\(publisher ?? "nobody")")
    }
  }

  @Test(
    "amounts are in euros with two digits, whatever the cents",
    arguments: [(5, "0.05"), (50_000, "500.00"), (1_234, "12.34")])
  func amounts(cents: Int, text: String) throws {
    let now = try #require(Timestamp("2026-11-24T10:00:00Z"))
    let payout = ListedPayout(
      payoutId: .make(), rewardId: .make(), beneficiary: Beneficiary(kind: .member, id: "m"), amountCents: Cents(cents),
      state: .requested, requestedAt: now)
    #expect(ListedPayout.lines([payout])[1].contains(" requested  \(text) EUR  member m  "))
  }
}
