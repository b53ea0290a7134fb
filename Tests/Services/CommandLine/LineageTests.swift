import CooptCommandLine
import FoundationEssentials
import Messages
import RewardsBooks
import Testing
import Vocabulary

@Suite("Where an entry of the books comes from, as people read it")
struct LineageTests {
  private static let start = Timestamp("2026-11-24T10:00:00Z") ?? .now

  private func record(
    _ id: String, _ cause: String, message: String, at seconds: Double, reverses: String? = nil,
    recommendation: String? = "r", sign: Int = 1
  ) -> LedgerTransactionRecord {
    LedgerTransactionRecord(
      transactionId: id, causeId: cause, messageId: message, recommendationId: recommendation, policyVersion: 3,
      reversesTransactionId: reverses, recordedAt: Self.start.adding(seconds: seconds),
      postings: [
        .init(entryId: "\(id)-1", account: "platform:bonus-expense", unit: "eur-cents", amount: sign * 500),
        .init(entryId: "\(id)-2", account: "member:m:payable", unit: "eur-cents", amount: sign * -500),
      ])
  }

  private var bonus: LedgerTransactionRecord { record("b", "hire:h:bonus:1", message: "attributed", at: 0) }
  private var points: LedgerTransactionRecord { record("p", "hire:h:points:1", message: "attributed", at: 1) }
  private var qualified: LedgerTransactionRecord { record("q", "recommendation:r:qualified", message: "q", at: -9) }
  private var reversal: LedgerTransactionRecord {
    record("x", "hire:h:bonus:1:reversal", message: "withdrawn", at: 2, reverses: "b", sign: -1)
  }

  @Test("the tree goes from the entry over its transaction and what takes it back to the hire's messages")
  func tree() {
    let lineage = LedgerLineage(entryId: "b-2", transaction: bonus, others: [qualified, points, reversal])
    #expect(
      lineage.tree.lines == [
        "entry b-2: member:m:payable  credit 500 eur-cents",
        "└─ transaction b, recorded at 2026-11-24T10:00:00Z",
        "   ├─ cause hire:h:bonus:1",
        "   ├─ message attributed",
        "   ├─ policy version 3",
        "   ├─ postings",
        "   │  ├─ platform:bonus-expense  debit 500 eur-cents",
        "   │  └─ member:m:payable  credit 500 eur-cents  <- this entry",
        "   ├─ reversed by x, recorded at 2026-11-24T10:00:02Z",
        "   │  ├─ cause hire:h:bonus:1:reversal",
        "   │  ├─ message withdrawn",
        "   │  └─ postings",
        "   │     ├─ platform:bonus-expense  credit 500 eur-cents",
        "   │     └─ member:m:payable  debit 500 eur-cents",
        "   └─ recommendation r",
        "      ├─ hire h",
        "      │  ├─ message attributed",
        "      │  └─ message withdrawn",
        "      └─ its other transactions",
        "         ├─ transaction q: recommendation:r:qualified",
        "         ├─ transaction p: hire:h:points:1",
        "         └─ transaction x: hire:h:bonus:1:reversal",
      ])
  }

  @Test("a reversal shows what it takes back, and a transaction without a recommendation ends there")
  func withoutRecommendation() {
    let visit = record("v", "member:m:visit:2026-11-24", message: "visited", at: 0, recommendation: nil)
    #expect(
      LedgerLineage(entryId: nil, transaction: visit, others: []).tree.branches.map(\.label) == [
        "cause member:m:visit:2026-11-24", "message visited", "policy version 3", "postings",
      ])
    let lineage = LedgerLineage(entryId: nil, transaction: reversal, others: [bonus])
    #expect(lineage.tree.branches.contains { $0.label == "reverses b, recorded at 2026-11-24T10:00:00Z" })
    #expect(lineage.reversal == nil)
  }

  @Test("W5: a message says what it is, whose, and what it came of: of a hire the outside system's report")
  func messages() throws {
    var lineage = LedgerLineage(entryId: nil, transaction: bonus, others: [points, reversal])
    let attributed = EnvelopeHeader(attributes: [
      "id": "attributed", "type": "coopt.recommendations.hire-attributed.v1", "source": "/coopt/recommendations",
      "time": "2026-11-24T09:59:59Z", "causationid": "report", "correlationid": "report",
    ])
    let withdrawn = EnvelopeHeader(attributes: [
      "id": "withdrawn", "type": "t", "source": "s", "time": "now", "causationid": "c", "correlationid": "first",
    ])
    lineage.messages = ["attributed": attributed, "withdrawn": withdrawn].compactMapValues(LedgerMessage.init)
    let message = try #require(lineage.tree.branches.first { $0.label.hasPrefix("message") })
    let line = "coopt.recommendations.hire-attributed.v1 from /coopt/recommendations at 2026-11-24T09:59:59Z"
    #expect(message.label == "message attributed, \(line)")
    #expect(message.branches == [TextTree("caused by message report")])
    let hire = try #require(lineage.tree.branches.last?.branches.first)
    #expect(hire.label == "hire h" && hire.branches.first == message)
    #expect(
      hire.branches.last?.branches.map(\.label) == ["caused by message c", "in the story of message first"])
  }

  @Test("W5: a hire whose report was made from a webhook leads on to it, and else nothing is said of webhooks")
  func webhooks() throws {
    var lineage = LedgerLineage(entryId: nil, transaction: bonus, others: [points])
    let report = "01930000-0000-7000-8000-000000000001"
    let attributed = EnvelopeHeader(attributes: [
      "id": "attributed", "type": "t", "source": "s", "time": "now", "causationid": report, "correlationid": report,
    ])
    lineage.messages = ["attributed": attributed].compactMapValues(LedgerMessage.init)
    #expect(!lineage.tree.lines.contains { $0.contains("webhook") })
    #expect(try !JSONLine.text(lineage).contains("webhooks"))
    #expect(lineage.origins.map(\.uuidString).contains(report.uppercased()))
    lineage.webhooks = [
      report: LedgerWebhook(
        messageId: report, deliveryId: "d", source: "greenhouse", externalId: "e", event: "hire_candidate",
        receivedAt: Self.start, bodySHA256: "00ff", clock: .decision, asOf: Self.start.adding(seconds: -60))
    ]
    let hire = try #require(lineage.tree.branches.last?.branches.first)
    let cause = try #require(hire.branches.first?.branches.first)
    #expect(cause.label == "caused by message \(report)")
    #expect(
      cause.lines.dropFirst() == [
        "└─ webhook d of greenhouse, hire_candidate, received at 2026-11-24T10:00:00Z, sha256 00ff;"
          + " see coopt webhooks show d",
        "   └─ as of 2026-11-24T09:59:00Z, by the vendor's date of what the event is about",
      ])
    let document = try #require(JSONValue(json: Data(try JSONLine.text(lineage).utf8)))
    let webhooks: [JSONValue] = if case .array(let webhooks) = document["webhooks"] { webhooks } else { [] }
    let webhook = try #require(webhooks.first)
    #expect(webhook["deliveryId"]?.string == "d" && webhook["clock"]?.string == "decision")
  }
}
