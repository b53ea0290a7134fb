import FoundationEssentials
import Messages
import RewardsBooks
import Testing
import Vocabulary

@Suite("Where an entry of the books comes from")
struct LineageTests {
  private func record(
    _ id: String, _ cause: String, message: String, reverses: String? = nil
  ) -> LedgerTransactionRecord {
    LedgerTransactionRecord(
      transactionId: id, causeId: cause, messageId: message, recommendationId: "r", policyVersion: 3,
      reversesTransactionId: reverses, recordedAt: Timestamp("2026-11-24T10:00:00Z") ?? .now)
  }

  /// A bonus, the points beside it, and what took the bonus back.
  private func lineage(of entry: String?) -> LedgerLineage {
    LedgerLineage(
      entryId: entry, transaction: record("b", "hire:h:bonus:1", message: "attributed"),
      others: [
        record("p", "hire:h:points:1", message: "attributed"),
        record("x", "hire:h:bonus:1:reversal", message: "withdrawn", reverses: "b"),
      ])
  }

  private func document(_ lineage: LedgerLineage) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(lineage))
  }

  @Test("programs get it as JSON")
  func json() throws {
    let document = try document(lineage(of: "b-2"))
    #expect(document["entryId"] == "b-2")
    #expect(document["transaction"]?["causeId"] == "hire:h:bonus:1")
    #expect(document["reversedBy"]?["transactionId"] == "x")
    #expect(document["reverses"] == nil)
    #expect(
      document["recommendation"]?["hires"]
        == .array([
          .object(["hireId": "h", "messageIds": .array(["attributed", "withdrawn"])])
        ]))
  }

  @Test("W5: with each message that is known, and what that came of")
  func messages() throws {
    var lineage = lineage(of: nil)
    lineage.messages = ["attributed": "report", "withdrawn": "c"].reduce(into: [:]) { messages, cause in
      messages[cause.key] = LedgerMessage(EnvelopeHeader(attributes: ["id": cause.key, "causationid": cause.value]))
    }
    guard case .array(let messages)? = try document(lineage)["messages"] else {
      Issue.record("no messages")
      return
    }
    #expect(messages.map { $0["causationId"] } == ["report", "c"])
    #expect(LedgerMessage(EnvelopeHeader(attributes: ["type": "t"])) == nil)
  }
}

extension JSONValue {
  /// A field of an object.
  fileprivate subscript(key: String) -> JSONValue? {
    guard case .object(let fields) = self else { return nil }
    return fields[key]
  }
}
