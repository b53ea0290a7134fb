import ContractDocument
import Messages
import Testing
import Topology

@Suite("The contract as a document")
struct ContractDocumentTests {
  @Test("its version is the code's")
  func version() throws {
    #expect(try PublishedDocument.json().at(["info", "version"])?.text == ContractDocument.version)
  }

  @Test("every message of the contract has an operation under its key, with a description and an example")
  func operations() throws {
    let document = try PublishedDocument.json()
    let commands = Contract.commands.map { "commands.\($0.messageType.routingKey)" }
    let reports = Contract.reports.map { "integration.\($0.routingKey)" }
    let events = Contract.events.map { "events.\($0.messageType.routingKey)" }
    for id in commands + reports + events {
      let operation = try #require(document.at(["operations", id]), "\(id) is no operation")
      #expect(operation.at(["description"])?.text?.isEmpty == false, "\(id)")
      #expect(operation.at(["summary"])?.text?.isEmpty == false, "\(id)")
    }
    for name in document.at(["components", "messages"])?.keys ?? [] {
      guard case .array(let examples)? = document.at(["components", "messages", name, "examples"]) else {
        Issue.record("\(name) has no example")
        continue
      }
      #expect(!examples.isEmpty, "\(name)")
    }
  }

  @Test("an example of what others send is taken by the decoder", arguments: Contract.commands.map { $0.messageType })
  func examples(_ type: MessageType) throws {
    let command = try #require(Contract.commands.first { $0.messageType == type })
    let path = ["components", "messages", "\(type.routingKey).v1", "examples"]
    guard case .array(let examples)? = try PublishedDocument.json().at(path) else {
      Issue.record("\(type) has no example")
      return
    }
    for example in examples { try check(command, example.at(["payload", "data"]) ?? .object([:])) }
  }

  private func check<Payload: MessagePayload>(_ payload: Payload.Type, _ data: JSONValue) throws {
    let coder = MessageCoder()
    #expect(throws: Never.self) { try coder.decode(payload: payload, from: coder.encode(payload: data)) }
  }

  @Test("what a kind of login may publish is what the broker lets it")
  func permissions() throws {
    guard case .array(let logins)? = try PublishedDocument.json().at(["x-coopt-logins"]) else {
      Issue.record("there are no logins")
      return
    }
    let users = Topology.users
    for (kind, name) in [
      ("staff", "staff"), ("site", "site"), ("company", "company"), ("a system that pays", "finance"),
    ] {
      let user = try #require(users.first { $0.name == name })
      let login = try #require(logins.first { $0.at(["kind"])?.text == kind })
      guard case .array(let published)? = login.at(["publishes"]) else { continue }
      let keys = published.filter { $0.at(["exchange"])?.text == Exchange.commands.rawValue }
        .flatMap { $0.at(["keys"])?.texts ?? [] }
      for command in Contract.commands.map({ $0.messageType.routingKey }) {
        #expect(try Access(user).mayPublish(.commands, command) == keys.contains(command), "\(kind) \(command)")
      }
    }
  }
}
