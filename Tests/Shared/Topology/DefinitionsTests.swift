import FoundationEssentials
import Testing
import Topology

@Suite struct DefinitionsTests {
  /// What RabbitMQ reads, as far as these tests look at it.
  private struct Document: Decodable {
    struct Queue: Decodable {
      let name: String
      let durable: Bool
      let arguments: [String: String]
    }
    struct Binding: Decodable {
      let source: String
      let destination: String
      let routing_key: String
    }
    struct Named: Decodable {
      let name: String
    }
    struct User: Decodable {
      let name: String
      let password: String
    }
    struct Permission: Decodable {
      let user: String
      let vhost: String
    }
    let vhosts: [Named]
    let users: [User]
    let permissions: [Permission]
    let exchanges: [Named]
    let queues: [Queue]
    let bindings: [Binding]
  }

  private static let passwords = Dictionary(uniqueKeysWithValues: Topology.users.map { ($0.name, "of-\($0.name)") })

  private func document() throws -> Document {
    try JSONDecoder().decode(Document.self, from: Topology.definitions(passwords: Self.passwords))
  }

  @Test("The definitions are JSON with every exchange, queue, user and permission of vhost coopt")
  func everythingIsThere() throws {
    let document = try document()
    #expect(document.vhosts.map(\.name) == ["coopt"])
    #expect(Set(document.exchanges.map(\.name)) == Set(Exchange.allCases.map(\.rawValue)))
    #expect(Set(document.queues.map(\.name)) == Set(Topology.allQueues.map(\.name)))
    #expect(Set(document.permissions.map(\.user)) == Set(Topology.users.map(\.name)))
    #expect(document.permissions.allSatisfy { $0.vhost == "coopt" })
    for user in document.users {
      #expect(user.password == "of-\(user.name)")
    }
  }

  @Test("Every queue is durable, a quorum queue but for the stream")
  func queueKinds() throws {
    for queue in try document().queues {
      let kind = queue.name == "coopt.notifications.stream" ? "stream" : "quorum"
      #expect(queue.durable && queue.arguments == ["x-queue-type": kind], "\(queue.name)")
    }
  }

  @Test("Every binding joins an exchange and a queue that are declared, once")
  func bindings() throws {
    let document = try document()
    let queues = Set(document.queues.map(\.name))
    let exchanges = Set(document.exchanges.map(\.name))
    let routes = document.bindings.map { "\($0.source) \($0.routing_key) \($0.destination)" }
    #expect(document.bindings.allSatisfy { queues.contains($0.destination) && exchanges.contains($0.source) })
    #expect(Set(routes).count == routes.count)
  }

  @Test("A user without a password is named instead of made")
  func missingPassword() {
    var passwords = Self.passwords
    passwords["ats"] = nil
    passwords["staff"] = ""
    let missing = #expect(throws: Topology.MissingPasswords.self) {
      try Topology.definitions(passwords: passwords)
    }
    #expect(missing?.users == ["ats", "staff"])
  }
}
