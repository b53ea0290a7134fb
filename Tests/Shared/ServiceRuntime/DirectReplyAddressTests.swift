import Foundation
import ServiceRuntime
import TestStack
import Testing

@Suite("Addresses of direct replies")
struct DirectReplyAddressTests {
  private static let prefix = "amq.rabbitmq.reply-to."

  @Test("one as the broker hands it on is taken apart, whatever the number of its node", arguments: 1...50)
  func genuine(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let address = Address(using: &generator)
    #expect(DirectReplyAddress(address.name)?.node == address.node)
  }

  @Test("what differs from it in one place is none, or names another process of the same kind", arguments: 1...50)
  func mutated(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let address = Address(using: &generator)
    #expect(DirectReplyAddress(address.with(key: Array(address.key.dropLast()))) == nil)
    #expect(DirectReplyAddress(address.with(key: address.key + [0])) == nil)
    #expect(DirectReplyAddress(address.with(key: [])) == nil)
    #expect(DirectReplyAddress(address.name + ".AAAA") == nil)
    #expect(DirectReplyAddress(address.name + "==") == nil)
    #expect(DirectReplyAddress(String(address.name.dropLast())) == nil)
    #expect(DirectReplyAddress(address.name.replacing(Self.prefix, with: "amq.rabbitmq.reply-to")) == nil)
    #expect(DirectReplyAddress(address.with(process: address.process + [0])) == nil)
    #expect(DirectReplyAddress(address.with(process: Array(address.process.dropLast()))) == nil)
    for place in [0, 1, 2, 3, 4, 9] {
      var process = address.process
      process[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      let node = DirectReplyAddress(address.with(process: process))?.node
      // A digit of the node's number may have become another digit.
      #expect(node == nil || place == 9 && node!.hasPrefix("reply@"), "place \(place)")
    }
  }

  @Test("a node of another name is none: the broker would end the connection")
  func nodes() {
    for node in ["reply@", "reply@1x", "rabbit@1", "reply@-1", "reply@١", "", "REPLY@1"] {
      let address = Address(node: node, key: Array(repeating: 1, count: 16))
      #expect(DirectReplyAddress(address.name) == nil, "\(node)")
    }
  }

  @Test("answers go to queues of clients, to those that the broker named, and to no other queue", arguments: 1...50)
  func queues(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let bits = Data((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }).base64EncodedString()
    let name = "amq.gen-" + bits.dropLast(2).replacing("+", with: "-").replacing("/", with: "_")
    let client = ["staff.", "ats.", "finance.", "site.", "company."].randomElement(using: &generator)! + "replies"
    for name in [name, client, Address(using: &generator).name] {
      #expect(ReplyFactory.mayBeAnswered(name), "\(name)")
    }
    let others = [
      "amq.gen-" + bits, "amq.gen-", String(name.dropLast()), name + "A", "amq.gen-" + name.dropFirst(9) + "=",
      "amq.gen-" + String(repeating: "é", count: 11), name.uppercased().replacing("GEN-", with: "GEN_"), "x" + name,
      "recommendations.commands", "rewards.events", "coopt.notifications.stream", "amq.default", "", "replies",
    ]
    for other in others { #expect(!ReplyFactory.mayBeAnswered(other), "\(other)") }
    for row in try Self.table() where row.where == "AMQP property: `reply_to`" {
      // Direct reply-to is handed on by the broker with an address behind it.
      let name = row.sent == "amq.rabbitmq.reply-to" ? Address(using: &generator).name : row.sent
      #expect(ReplyFactory.mayBeAnswered(name) == (row.result == "accepted"), "\(row.sent)")
    }
  }

  /// A line of the table of what is accepted.
  private struct Row: Decodable {
    let `where`: String
    let sent: String
    let result: String
  }

  private static func table() throws -> [Row] {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let file = URL(fileURLWithPath: root + "/Shared/ContractDocument/Guide/accepted.json")
    return try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
  }

  /// An address and its parts.
  private struct Address {
    let node: String
    let process: [UInt8]
    let key: [UInt8]

    init(node: String, key: [UInt8], isOld: Bool = false) {
      self.node = node
      self.key = key
      let atom = [119, UInt8(node.utf8.count)] + Array(node.utf8)
      process = [131, isOld ? 103 : 88] + atom + Array(repeating: 7, count: isOld ? 9 : 12)
    }

    init(using generator: inout SeededGenerator) {
      self.init(
        node: "reply@\(Int.random(in: 1...Int(Int32.max), using: &generator))",
        key: (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) },
        isOld: Bool.random(using: &generator))
    }

    var name: String { with() }

    func with(process: [UInt8]? = nil, key: [UInt8]? = nil) -> String {
      let process = Data(process ?? self.process).base64EncodedString()
      return "\(DirectReplyAddressTests.prefix)\(process).\(Data(key ?? self.key).base64EncodedString())"
    }
  }
}
