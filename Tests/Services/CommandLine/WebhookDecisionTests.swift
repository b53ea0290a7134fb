import CooptCommandLine
import Foundation
import Messages
import TestStack
import Testing
import Topology
import Vocabulary

@Suite("Decisions about webhooks that wait")
struct WebhookDecisionTests {
  private let id = DeliveryID.make()

  private func reply(_ data: String, isAccepted: Bool = true) throws -> CommandReply {
    let type = isAccepted ? "coopt.reply.accepted.v1" : "coopt.reply.rejected.v1"
    return try CommandReply(Data(#"{"type":"\#(type)","data":\#(data)}"#.utf8))
  }

  @Test("a retry sends nothing unless it is told to, and takes along what is said by hand")
  func command() {
    var retry = DeliveryRetry()
    #expect(retry.command(for: id).data == ["deliveryId": .string(id.description), "dryRun": true])
    #expect(retry.command(for: id).actor == nil && retry.command(for: id).answering == .webhooks)
    retry.isDryRun = false
    (retry.offerReference, retry.email, retry.grounds, retry.actor) = ("REF-1", "no address", "why", "ada")
    let command = retry.command(for: id)
    #expect(
      command.data == [
        "deliveryId": .string(id.description), "dryRun": false, "offerReference": "REF-1", "email": "no address",
        "reason": "why",
      ])
    #expect(command.actor == "ada" && command.routingKey == "webhooks.retry-delivery")
    #expect(retry.command(for: id).id != command.id)
  }

  @Test("what would become of it is not said as what became of it, for any state", arguments: DeliveryState.allCases)
  func words(state: DeliveryState) throws {
    let answer = try reply(#"{"state":"\#(state.rawValue)","reports":[]}"#)
    let (would, did) = (
      try DeliveryOutcome(of: id, retried: answer, isDryRun: true),
      try DeliveryOutcome(of: id, retried: answer, isDryRun: false)
    )
    #expect(would.lines.count == 1 && would.lines[0].hasPrefix("\(id)  "))
    #expect(!would.lines[0].contains("refused"))
    if [.reported, .asking, .ignored, .quarantined].contains(state) {
      #expect(would.lines[0].contains("would") && !did.lines[0].contains("would"))
    }
    #expect(would.isLeft == (state == .quarantined))
  }

  @Test("what would be reported is shown, with whom only when it is revealed")
  func reports() throws {
    let answer = try reply(
      #"{"state":"reported","reports":[{"routingKey":"hire.reported","clock":"receipt","data":{"applicationId":"7","#
        + #""candidate":{"email":"lea@example.org"}}}]}"#)
    let masked = try DeliveryOutcome(of: id, retried: answer, isDryRun: true)
    let text = masked.lines.joined(separator: "\n")
    #expect(text.contains("hire.reported") && text.contains("by the receipt") && text.contains("not sent"))
    let document = try JSONLine.text(masked)
    #expect(!text.contains("lea") && !document.contains("lea"))
    let revealed = try DeliveryOutcome(of: id, retried: answer, isDryRun: true, isRevealed: true)
    #expect(revealed.lines.contains { $0.hasSuffix("lea@example.org") })
    #expect(try JSONLine.text(revealed).contains(#""dryRun":true"#))
  }

  @Test("how it ends says whether something was left, and whether there was nothing at all")
  func status() throws {
    let done = try DeliveryOutcome(of: id, retried: reply(#"{"state":"reported","reports":[]}"#), isDryRun: false)
    let waits = try DeliveryOutcome(
      of: id, retried: reply(#"{"state":"quarantined","reason":"job-not-mapped","detail":"d","reports":[]}"#),
      isDryRun: false)
    let absent = DeliveryOutcome(of: id, discarded: try reply(#"{"code":"delivery-not-found"}"#, isAccepted: false))
    let refused = DeliveryOutcome(
      of: id, discarded: try reply(#"{"code":"delivery-not-waiting","detail":"x"}"#, isAccepted: false))
    #expect(DeliveryOutcome.status([]) == nil && DeliveryOutcome.status([done]) == nil)
    #expect(DeliveryOutcome.status([done, waits]) == .rejected && DeliveryOutcome.status([refused]) == .rejected)
    #expect(DeliveryOutcome.status([absent]) == .absent && DeliveryOutcome.status([absent, done]) == .rejected)
    #expect(waits.lines == ["\(id)  goes on waiting: job-not-mapped: d"])
    #expect(refused.lines == ["\(id)  refused: delivery-not-waiting: x"])
    #expect(DeliveryOutcome(of: id, discarded: try reply("{}")).lines == ["\(id)  is discarded"])
  }

  @Test("a filter asks for what it was told, and what can be decided about waits")
  func filter() throws {
    var filter = DeliveryFilter()
    #expect(filter.fields.isEmpty && filter.waiting.fields == ["state": "quarantined"])
    (filter.source, filter.reason, filter.application) = ("lever", .candidateNotNamed, "7")
    filter.since = Timestamp("2026-11-24T10:00:00Z")
    #expect(
      filter.fields == [
        "source": "lever", "reason": "candidate-not-named", "applicationId": "7", "since": "2026-11-24T10:00:00Z",
      ])
  }
}
