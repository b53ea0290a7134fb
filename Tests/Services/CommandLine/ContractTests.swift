import CooptCommandLine
import Messages
import PublishedContract
import Testing
import Topology

@Suite("coopt contract")
struct ContractTests {
  private static let services = ServiceName.allCases.map(\.rawValue)

  /// A service's part of this program's contract.
  private static func ours(_ service: String) throws -> JSONObject {
    try #require(PublishedContract.built.document(of: service))
  }

  /// The reply of a service that was built with a document.
  private static func reply(_ document: JSONObject, version: String = "1.0.0") -> CommandReply {
    .accepted(["version": .string(version), "document": .object(document)])
  }

  /// A document with the messages among its components changed.
  private static func changed(
    _ document: JSONObject, _ change: (inout JSONObject) -> Void
  ) -> JSONObject {
    var document = document
    guard case .object(var components) = document["components"], case .object(var messages) = components["messages"]
    else { return document }
    change(&messages)
    components["messages"] = .object(messages)
    document["components"] = .object(components)
    return document
  }

  @Test("a service that was built with the same document agrees", arguments: services)
  func same(service: String) throws {
    let ours = try Self.ours(service)
    let told = ToldContract(of: service, reply: Self.reply(ours), ours: ours)
    #expect(told.agreement == .same && told.version == "1.0.0")
    #expect(ToldContract.status(of: [told]) == nil)
  }

  @Test("what one of both has, or has otherwise, is named")
  func differs() throws {
    let ours = try Self.ours("members")
    let theirs = Self.changed(ours) { messages in
      messages["members.dance.v1"] = messages.removeValue(forKey: "members.leave.v1")
      guard case .object(var join) = messages["members.join.v1"] else { return }
      join["summary"] = "Says something else."
      messages["members.join.v1"] = .object(join)
    }
    let told = ToldContract(of: "members", reply: Self.reply(theirs, version: "1.1.0"), ours: ours)
    #expect(
      told.agreement
        == .differs(missing: ["members.leave.v1"], unknown: ["members.dance.v1"], changed: ["members.join.v1"]))
    #expect(
      told.agreement.words == "differs: 1 message only here, 1 message only there, 1 message otherwise")
    #expect(ToldContract.status(of: [told]) == .difference)
    let lines = ToldContract.lines(of: [told], here: "1.0.0")
    #expect(lines.contains { $0.contains("members") && $0.contains("1.1.0") })
    #expect(lines.contains { $0.contains("only there") && $0.contains("members.dance.v1") })
  }

  @Test("a schema that a message refers to counts as the message's")
  func schemas() throws {
    let ours = try Self.ours("members")
    var theirs = ours
    guard case .object(var components) = theirs["components"], case .object(var schemas) = components["schemas"] else {
      Issue.record("the part has no schemas")
      return
    }
    schemas["members.join.v1"] = .object(["type": "object"])
    components["schemas"] = .object(schemas)
    theirs["components"] = .object(components)
    guard case .differs(let missing, let unknown, let changed) = ContractAgreement(told: theirs, ours: ours) else {
      Issue.record("it agrees")
      return
    }
    #expect(missing.isEmpty && unknown.isEmpty && changed == ["members.join.v1"])
  }

  @Test("a service that is too old to be asked, and one that does not answer, are told apart")
  func others() throws {
    let ours = try Self.ours("offers")
    let old = ToldContract(of: "offers", reply: .rejected(["code": "unknown-command"]), ours: ours)
    #expect(old.agreement == .tooOld && ToldContract.status(of: [old]) == .difference)
    let silent = ToldContract(of: "offers", failure: CommandFailure(.unavailable, "no reply"))
    #expect(ToldContract.status(of: [old, silent]) == .unavailable)
    let empty = ToldContract(of: "offers", reply: .accepted(["version": "1.0.0"]), ours: ours)
    #expect(ToldContract.status(of: [empty]) == .unavailable)
  }

  @Test("a message is found by its type, without what all types have, or by its last word")
  func types() throws {
    let types = ContractTypes(PublishedContract.built.types)
    for word in ["coopt.integration.hire-reported.v1", "integration.hire-reported", "hire-reported"] {
      #expect(try types.type(word) == "coopt.integration.hire-reported.v1")
    }
    #expect { try types.type("hire-reportd") } throws: { "\($0)".contains("hire-reported") }
    // Every service has one: which is meant has to be said.
    #expect { try types.type("get-policy") } throws: { "\($0)".contains("members.get-policy") }
    #expect { try types.type("nothing-like-it") } throws: { ($0 as? CommandFailure)?.status == .absent }
  }

  @Test(
    "a part that was told shows a message as the whole document does", arguments: ["members.join", "hire.reported"])
  func part(word: String) throws {
    let service = word.hasPrefix("hire") ? "recommendations" : "members"
    let type = word.hasPrefix("hire") ? "coopt.integration.hire-reported.v1" : "coopt.members.join.v1"
    let part = ContractPart(try Self.ours(service))
    #expect(part.message(ofType: type) == PublishedContract.built.message(ofType: type))
  }
}
