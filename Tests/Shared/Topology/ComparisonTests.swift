import Foundation
import TestStack
import Testing
import Topology

/// What a broker has beside what is declared, made of the declaration by changing one thing of it.
@Suite("A broker compared with the declaration")
struct ComparisonTests {
  private typealias Thing = [String: Any]

  /// What RabbitMQ answers whom the declaration was posted to, with what it adds of its own.
  private func document() throws -> [String: [Thing]] {
    let passwords = Dictionary(uniqueKeysWithValues: Topology.users.map { ($0.name, "x") })
    let data = try Topology.definitions(passwords: passwords)
    var document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [Thing]])
    document["vhosts"]?.append(["name": "/"])
    document["users"]?.append(["name": "guest", "tags": "administrator"])
    document["queues"]?.append(queue("elsewhere", host: "/"))
    document["queues"]?.append(queue("staff.of-a-tool"))
    document["bindings"]?.append(binding("coopt.notifications", "staff.of-a-tool", "member.#"))
    document["bindings"]?.append(binding("coopt.notifications", "finance.payouts", "finance.payout-requested"))
    document["exchanges"]?.append(exchange("staff.of-a-tool"))
    return document
  }

  private func queue(_ name: String, host: String = "coopt", kind: String = "quorum") -> Thing {
    ["name": name, "vhost": host, "durable": true, "auto_delete": false, "arguments": ["x-queue-type": kind]]
  }

  private func exchange(_ name: String, alternate: String? = nil) -> Thing {
    [
      "name": name, "vhost": "coopt", "type": "topic", "durable": true, "auto_delete": false, "internal": false,
      "arguments": alternate.map { ["alternate-exchange": $0] } ?? [:],
    ]
  }

  private func binding(_ source: String, _ destination: String, _ key: String, type: String = "queue") -> Thing {
    [
      "source": source, "vhost": "coopt", "destination": destination, "destination_type": type, "routing_key": key,
      "arguments": [String: String](),
    ]
  }

  private func differences(_ document: [String: [Thing]]) throws -> [TopologyDifference] {
    let data = try JSONSerialization.data(withJSONObject: document)
    return try Topology.differences(on: JSONDecoder().decode(BrokerDefinitions.self, from: data))
  }

  @Test("nothing is different where it was posted, whatever others have of their own")
  func same() throws {
    #expect(try differences(document()) == [])
  }

  private static let kinds = [
    "users", "permissions", "topic_permissions", "policies", "exchanges", "queues", "bindings",
  ]

  @Test("what is missing is said, whatever it is", arguments: kinds, 0..<8 as Range<UInt64>)
  func missing(kind: String, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var document = try document()
    let declared = try #require(document[kind]).indices.filter { index in isDeclared(document[kind]![index]) }
    let index = try #require(declared.randomElement(using: &generator))
    document[kind]?.remove(at: index)
    let found = try differences(document)
    #expect(found.map(\.kind) == [.missing], "\(found)")
    #expect(found.allSatisfy { $0.removal == nil })
  }

  private func isDeclared(_ thing: Thing) -> Bool {
    let names = ["name", "destination"].compactMap { thing[$0] as? String }
    return !names.contains { ["guest", "elsewhere", "staff.of-a-tool", "finance.payouts"].contains($0) }
  }

  @Test(
    "what is otherwise is said, with how",
    arguments: [
      ("permissions", "configure"), ("permissions", "write"), ("permissions", "read"), ("topic_permissions", "write"),
      ("topic_permissions", "read"), ("policies", "pattern"), ("policies", "apply-to"), ("exchanges", "type"),
    ], 0..<4 as Range<UInt64>)
  func different(change: (kind: String, field: String), seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var document = try document()
    let declared = try #require(document[change.kind]).indices.filter { isDeclared(document[change.kind]![$0]) }
    let index = try #require(declared.randomElement(using: &generator))
    document[change.kind]?[index][change.field] = "^wider.*"
    let found = try differences(document)
    #expect(found.map(\.kind) == [.different], "\(found)")
    #expect(found.first?.description.contains("^wider.*") == true)
  }

  @Test("a tag more, a policy's value and a queue of another kind are said")
  func values() throws {
    var document = try document()
    document["users"] = document["users"]?.map { user in
      user["name"] as? String == "staff" ? user.merging(["tags": ["impersonator"]]) { $1 } : user
    }
    document["policies"] = document["policies"]?.map { policy in
      policy["name"] as? String == "unroutable"
        ? policy.merging([
          "definition": (policy["definition"] as? [String: Any] ?? [:]).merging(["max-length": 5]) { $1 }
        ]) { $1 } : policy
    }
    document["queues"] = document["queues"]?.map { queue in
      queue["name"] as? String == "offers.events" ? self.queue("offers.events", kind: "classic") : queue
    }
    #expect(
      try differences(document).map(\.description) == [
        "different: policy unroutable (max-length is 5, not 100000)",
        "different: queue offers.events (arguments is x-queue-type=classic, not x-queue-type=quorum)",
        "different: user staff (its tags are impersonator)",
      ])
  }

  @Test("what is left over is said; ours can be taken away by a path, others' and what has arguments cannot")
  func leftOver() throws {
    var document = try document()
    document["queues"]?.append(queue("offers.of yesterday"))
    document["queues"]?.append(queue("nobodys"))
    document["bindings"]?.append(binding("coopt.events", "offers.events", "members.contact-changed"))
    document["bindings"]?.append(binding("coopt.events", "coopt.notifications", "#", type: "exchange"))
    document["bindings"]?.append(binding("coopt.notifications", "finance.payouts", "#"))
    document["bindings"]?.append(binding("coopt.events", "staff.of-a-tool", "#"))
    document["exchanges"]?.append(exchange("coopt.of-yesterday"))
    document["exchanges"]?.append(exchange("finance.ours", alternate: "coopt.integration"))
    document["users"]?.append(["name": "hr of yesterday", "tags": ["coopt"]])
    document["users"]?.append(["name": "monitor", "tags": ["monitoring"]])
    document["permissions"]?.append(["user": "guest", "vhost": "coopt", "configure": "", "write": "", "read": ".*"])
    document["policies"]?.append([
      "name": "mine", "vhost": "coopt", "pattern": "", "apply-to": "queues", "definition": ["max-length": 1],
      "priority": 9,
    ])
    let found = try differences(document)
    #expect(found.allSatisfy { $0.kind == .leftOver })
    #expect(
      Dictionary(found.map { ($0.thing, $0.removal) }) { first, _ in first } == [
        "queue offers.of yesterday": "/api/queues/coopt/offers.of%20yesterday",
        "queue nobodys": nil,
        "binding of queue offers.events to coopt.events under 'members.contact-changed'":
          "/api/bindings/coopt/e/coopt.events/q/offers.events/members.contact-changed",
        "binding of exchange coopt.notifications to coopt.events under '#'":
          "/api/bindings/coopt/e/coopt.events/e/coopt.notifications/%23",
        "binding of queue finance.payouts to coopt.notifications under '#'": nil,
        "binding of queue staff.of-a-tool to coopt.events under '#'": nil,
        "exchange coopt.of-yesterday": "/api/exchanges/coopt/coopt.of-yesterday?if-unused=true",
        "exchange finance.ours": nil, "permissions of guest": nil, "policy mine": nil,
        "user hr of yesterday": "/api/users/hr%20of%20yesterday",
      ])
  }

  @Test(
    "a queue of ours goes once nothing is bound to it, in it or at it; of others nothing goes",
    arguments: 0..<16 as Range<UInt64>)
  func removal(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var document = try document()
    let (isBound, isOurs) = (Bool.random(using: &generator), Bool.random(using: &generator))
    let name = isOurs ? "rewards.of-yesterday" : "nobodys.of-yesterday"
    let messages: Int? = [nil, 0, 7].randomElement(using: &generator) ?? nil
    let consumers = [0, 1].randomElement(using: &generator)!
    document["queues"]?.append(queue(name))
    if isBound { document["bindings"]?.append(binding("coopt.events", name, "members.member-left")) }
    let content = ["name": name, "vhost": "coopt", "messages": messages as Any?, "consumers": consumers]
      .compactMapValues(\.self)
    let queues = try JSONDecoder().decode(
      [QueueContent].self,
      from: JSONSerialization.data(withJSONObject: [content, content.merging(["vhost": "/"]) { $1 }]))
    for takingMessages in [true, false] {
      let removal = TopologyRemoval(
        of: try differences(document), queues: queues, takingMessages: takingMessages)
      let isTaken = isOurs && !isBound && consumers == 0 && (messages == 0 || messages == 7 && takingMessages)
      let unbound = "/api/bindings/coopt/e/coopt.events/q/\(name)/members.member-left"
      #expect(removal.paths == (isOurs && isBound ? [unbound] : []) + (isTaken ? ["/api/queues/coopt/\(name)"] : []))
      #expect(removal.staying.count == (isOurs && !isTaken ? 1 : 0))
      #expect(removal.staying.allSatisfy { $0.hasPrefix("queue \(name) stays: ") })
    }
  }

  @Test(
    "before programs are replaced, queues that are there get no subscription more; new ones get theirs, and rights are all",
    arguments: 0..<8 as Range<UInt64>)
  func expansion(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var document = try document()
    let bindings = try #require(document["bindings"]).filter(isDeclared)
    let lacking = Set((0..<3).map { _ in key(bindings.randomElement(using: &generator)!) })
    let newQueue = try #require(
      document["queues"]?.filter(isDeclared).randomElement(using: &generator)?["name"] as? String)
    document["bindings"]?.removeAll { lacking.contains(key($0)) || $0["destination"] as? String == newQueue }
    document["queues"]?.removeAll { $0["name"] as? String == newQueue }
    let broker = try JSONDecoder().decode(
      BrokerDefinitions.self, from: JSONSerialization.data(withJSONObject: document))
    let passwords = Dictionary(uniqueKeysWithValues: Topology.users.map { ($0.name, "x") })
    let data = try Topology.definitions(passwords: passwords, withoutNewSubscriptionsOn: broker)
    let expanded = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [Thing]])
    let expected = bindings.filter { $0["destination"] as? String == newQueue || !lacking.contains(key($0)) }
    #expect(Set(try #require(expanded["bindings"]).map(key)) == Set(expected.map(key)))
    #expect(expanded["permissions"]?.count == Topology.users.count)
    #expect(expanded["queues"]?.count == Topology.allQueues.count)
  }

  private func key(_ binding: Thing) -> String {
    ["source", "destination", "routing_key"].map { binding[$0] as? String ?? "" }.joined(separator: " ")
  }

  @Test("without its virtual host nothing else is said")
  func noHost() throws {
    var document = try document()
    document["vhosts"] = [["name": "/"]]
    #expect(try differences(document).map(\.description) == ["missing: virtual host coopt"])
  }
}
