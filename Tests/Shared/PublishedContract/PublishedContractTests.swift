import Foundation
import Messages
import PublishedContract
import Testing
import Topology

@Suite("The contract that a program was built with")
struct PublishedContractTests {
  private static let services = ServiceName.allCases.map(\.rawValue)
  private let contract = PublishedContract.built

  /// What of the document is a service's.
  private func part(_ service: String) throws -> JSONValue { .object(try #require(contract.document(of: service))) }

  @Test("is the file that is published")
  func file() throws {
    let path = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let published = try String(
      contentsOfFile: "\(path)/Shared/ContractDocument/Published/asyncapi.json", encoding: .utf8)
    #expect(contract.text == published.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  @Test("a service's part stands by itself: whatever it refers to is in it", arguments: services)
  func references(service: String) throws {
    let part = try part(service)
    let references = Self.references(in: part)
    #expect(!references.isEmpty)
    for reference in references { #expect(Self.target(of: reference, in: part) != nil, "\(reference)") }
  }

  @Test("a service's part has what it takes and tells, whole, and nothing that is another's alone", arguments: services)
  func contents(service: String) throws {
    let whole = try #require(JSONValue(json: Data(contract.text.utf8)))
    let part = try part(service)
    let messages = try #require(Self.object(Self.value(at: ["components", "messages"], of: part)))
    for (name, message) in messages {
      #expect(Self.value(at: ["components", "messages", name], of: whole) == message, "\(name)")
    }
    let keys = Set(Self.addresses(in: part))
    for command in Contract.commands where command.messageType.service == service {
      #expect(keys.contains(command.messageType.routingKey))
    }
    for event in Contract.events where event.messageType.service == service {
      #expect(keys.contains(event.messageType.routingKey))
    }
    let others = Contract.commands.filter { $0.messageType.service != service }.map { $0.messageType.routingKey }
    #expect(keys.isDisjoint(with: others))
    #expect(Set(Self.addresses(in: whole)).isSuperset(of: keys))
  }

  @Test("what a service takes of others is in its part")
  func taken() throws {
    #expect(Self.addresses(in: try part("recommendations")).contains("hire.reported"))
    #expect(Self.addresses(in: try part("rewards")).contains("payout.confirmed"))
    #expect(Self.addresses(in: try part("rewards")).contains("recommendations.hire-attributed"))
    #expect(!Self.addresses(in: try part("members")).contains("hire.reported"))
    #expect(Self.addresses(in: try part("notifications")).contains("staff.hire-attributed"))
  }

  @Test("a part is small enough for whoever takes messages as services do", arguments: services)
  func size(service: String) throws {
    let result = GetContract<TrailOf.Members>.Result(
      version: contract.version ?? "", document: contract.document(of: service) ?? [:])
    #expect(try MessageCoder().encode(payload: result).count < 8 << 20)
  }

  @Test("every message can be asked for by its type, with the schemas that it needs")
  func message() throws {
    #expect(Set(contract.types).isSuperset(of: Contract.messages.map { $0.messageType.description }))
    let found = try #require(contract.message(ofType: "coopt.integration.hire-reported.v1"))
    let schemas = try #require(Self.object(found["schemas"]))
    #expect(schemas["integration.hire-reported.v1"] != nil && schemas["HiredCandidate"] != nil)
    #expect(contract.message(ofType: "coopt.integration.hire-dreamt.v1") == nil)
  }

  @Test("there is no part of what is no service")
  func unknown() throws {
    let part = try part("nobody")
    #expect(!Self.addresses(in: part).contains { $0.hasPrefix("members.") })
  }

  // MARK: Reading

  private static func object(_ value: JSONValue?) -> JSONObject? {
    if case .object(let object) = value { object } else { nil }
  }

  private static func value(at path: [String], of value: JSONValue) -> JSONValue? {
    path.reduce(value as JSONValue?) { object($0)?[$1] }
  }

  private static func target(of reference: String, in value: JSONValue) -> JSONValue? {
    let words = reference.split(separator: "/").dropFirst()
    return Self.value(
      at: words.map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }, of: value)
  }

  private static func references(in value: JSONValue) -> Set<String> {
    switch value {
    case .object(let object):
      object.reduce(into: []) { found, member in
        if member.key == "$ref", case .string(let reference) = member.value { found.insert(reference) }
        found.formUnion(references(in: member.value))
      }
    case .array(let items): items.reduce(into: []) { $0.formUnion(references(in: $1)) }
    default: []
    }
  }

  private static func addresses(in document: JSONValue) -> [String] {
    (object(value(at: ["channels"], of: document)) ?? [:]).values.compactMap { channel in
      if case .string(let address) = object(channel)?["address"] { address } else { nil }
    }
  }
}
