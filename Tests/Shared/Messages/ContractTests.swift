import Foundation
import Messages
import Testing

@Suite("The contract and its fixtures")
struct ContractTests {
  static let messages = Contract.messages.map { Fixture.name(of: $0.messageType) }

  /// Messages whose type depends on who sends them, replies and notifications.
  static let others: Set<String> = [
    "rewards.message-dead-lettered.v1", "rewards.command-refused.v1", "reply.accepted.v1", "reply.rejected.v1",
    "notifications.staff-hire-attributed.v1", "notifications.member-reward-granted.v1",
    "notifications.company-candidate-transmitted.v1",
  ]

  /// Optional fields that a type has because others of its kind tell them.
  static let untold = ["rewards.policy-changed.v1": ["inForceSince"]]

  /// Optional fields of which a message takes one and not the others; a text in NFC is named by what it holds.
  static let alternatives = ["webhooks.map-job.v1": ["composed"]]

  @Test("every type of the contract has a fixture, every fixture a type")
  func completeness() throws {
    #expect(try Fixture.names == Set(Self.messages).union(Self.others))
    #expect(Set(Self.messages).count == Contract.messages.count)
  }

  @Test("a message keeps every field through decoding and encoding, and ignores unknown keys", arguments: messages)
  func roundTrip(name: String) throws {
    let type = try #require(Contract.messages.first { Fixture.name(of: $0.messageType) == name })
    try checkRoundTrip(type, name)
  }

  private func checkRoundTrip<Payload: MessagePayload>(_ type: Payload.Type, _ name: String) throws {
    let coder = MessageCoder()
    let body = try Fixture.body(name)
    let message = try coder.decode(CloudEvent<Payload>.self, from: body)
    let encoded = try coder.encode(message)
    #expect(try coder.decode(CloudEvent<Payload>.self, from: encoded) == message)
    #expect(try Fixture.knownData(of: encoded) == Fixture.knownData(of: body))
    #expect(message.type == type.messageType.description)
    #expect(message.dataSchema == type.messageType.dataSchema)
    let absent = Self.untold[name, default: []] + Self.alternatives[name, default: []]
    #expect(absentFields(of: message.data) == absent, "the fixture leaves optional fields out")
    if let event = message.data as? any EventPayload { #expect(event.subject == message.subject) }
  }

  /// The optional fields, at any depth, that hold nothing.
  private func absentFields(of value: Any) -> [String] {
    Mirror(reflecting: value).children.flatMap { child -> [String] in
      let mirror = Mirror(reflecting: child.value)
      if mirror.displayStyle == .optional, mirror.children.isEmpty { return [child.label ?? "?"] }
      return absentFields(of: child.value)
    }
  }

  @Test("types follow the contract's pattern and belong to the exchange that carries them")
  func types() {
    for type in Contract.messages.map({ $0.messageType }) { #expect(MessageType(type.description) == type) }
    let services: Set = ["members", "offers", "recommendations", "qualification", "rewards", "webhooks"]
    #expect(Contract.commands.allSatisfy { services.union(["notifications"]).contains($0.messageType.service) })
    #expect(Contract.events.allSatisfy { services.contains($0.messageType.service) })
    #expect(
      Contract.reports.map { $0.routingKey } == [
        "hire.reported", "hire.withdrawn", "payout.confirmed", "payout.failed",
      ])
  }

  @Test(
    "a notification names its type and routing key by its audience (N2)",
    arguments: others.filter { $0.hasPrefix("notifications.") })
  func notifications(name: String) throws {
    let body = try Fixture.body(name)
    let message = try JSONDecoder().decode(CloudEvent<NotificationMessage>.self, from: body)
    #expect(message.type == message.data.messageType.description)
    let recipient = message.data.recipientId.map { ".\($0)" } ?? ""
    #expect(message.data.routingKey == "\(message.data.audience.rawValue)\(recipient).\(message.data.name)")
    let encoded = try MessageCoder().encode(message)
    #expect(try Fixture.knownData(of: encoded) == Fixture.knownData(of: body))
  }

  @Test("replies and dead letters keep every field")
  func replies() throws {
    try checkPlain(Problem.self, "reply.rejected.v1", ReplyType.rejected)
    try checkPlain(RecommendCandidate.Result.self, "reply.accepted.v1", ReplyType.accepted)
    let deadLettered = MessageDeadLettered.messageType(service: "rewards")
    try checkPlain(MessageDeadLettered.self, "rewards.message-dead-lettered.v1", deadLettered)
    let refused = CommandRefused.messageType(service: "rewards")
    try checkPlain(CommandRefused.self, "rewards.command-refused.v1", refused)
  }

  private func checkPlain<Payload: Codable & Hashable & Sendable>(
    _ payload: Payload.Type, _ name: String, _ type: MessageType
  ) throws {
    let body = try Fixture.body(name)
    let message = try JSONDecoder().decode(CloudEvent<Payload>.self, from: body)
    #expect(message.type == type.description)
    #expect(try Fixture.knownData(of: MessageCoder().encode(message)) == Fixture.knownData(of: body))
  }

  @Test("finance is told under its own key with the data of the event (W6)")
  func finance() throws {
    #expect(FinanceNotification<PayoutRequested>.routingKey == "finance.payout-requested")
    let told = try Fixture.knownData(of: Fixture.body("notifications.finance-payout-requested.v1"))
    #expect(try told == Fixture.knownData(of: Fixture.body("rewards.payout-requested.v1")))
  }
}
