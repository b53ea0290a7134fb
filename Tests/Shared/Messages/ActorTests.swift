import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("Who decides")
struct ActorTests {
  private let coder = MessageCoder()
  private let fixture = "members.leave.v1"

  /// Actors that are none: empty, blank, too long, with what no line may hold.
  static func badText(_ randomness: inout SeededGenerator) -> String {
    let alphabet = Array("aZ09-_.@ é漢😀")
    let length = Int.random(in: 1...40, using: &randomness)
    let word = String((0..<length).map { _ in alphabet.randomElement(using: &randomness)! })
    let forbidden = ["\n", "\0", "\u{7}", "\u{202E}", "\u{2028}", "\t"].randomElement(using: &randomness)!
    return [
      "", String(repeating: " ", count: length), "\u{200B}\u{2060}",
      String(repeating: "é", count: Int.random(in: 129...4000, using: &randomness)), word + forbidden + word,
    ].randomElement(using: &randomness)!
  }

  @Test("A2: an actor is any line of 1 to 128 characters, in JSON as in headers, and is kept", arguments: 1...40)
  func anyActor(seed: Int) throws {
    var randomness = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("aZ09-_.:/#@?é漢😀=+% ")
    let length = [1, 127, 128, Int.random(in: 1...128, using: &randomness)].randomElement(using: &randomness)!
    let actor = "x" + String((1..<length).map { _ in alphabet.randomElement(using: &randomness)! })
    let structured = try coder.decode(CloudEvent<Leave>.self, from: try body(.string(actor)))
    #expect(structured.actor == actor)
    #expect(try coder.decode(CloudEvent<Leave>.self, from: coder.encode(structured)).actor == actor)
    #expect(try binary(["actor": actor]).actor == actor)
    #expect(try coder.header(from: try body(.string(actor))).actor == actor)
  }

  @Test("A2: an actor that is none is named as invalid, in JSON as in headers, and is not told on", arguments: 1...60)
  func noActor(seed: Int) throws {
    var randomness = SeededGenerator(seed: UInt64(seed))
    let text = Self.badText(&randomness)
    try expectInvalid { try coder.decode(CloudEvent<Leave>.self, from: try body(.string(text))) }
    try expectInvalid { try binary(["actor": text]) }
    #expect(EnvelopeHeader(attributes: ["actor": text]).actor == nil)
    let other: JSONValue = [
      .integer(7), .number(0.5), .boolean(true), .array(["ada"]), .object(["name": "ada"]),
    ].randomElement(using: &randomness)!
    try expectInvalid { try coder.decode(CloudEvent<Leave>.self, from: try body(other)) }
    #expect(try coder.header(from: try body(other)).actor == nil)
  }

  @Test("A2: a header that is no text is no actor, and headers that disagree name nobody")
  func otherHeaders() throws {
    for prefix in ["ce-", "cloudEvents:", "cloudEvents_"] {
      let attributes = BinaryMode.attributes(
        of: ["ce-subject": .text("7"), "\(prefix)Actor": .other, "x-actor": .other])
      #expect(attributes["subject"] == "7" && attributes["actor"] == nil)
      try expectInvalid { try binary(attributes) }
    }
    let disputed = BinaryMode.attributes(of: ["ce-actor": "ada", "cloudEvents:actor": "grace"])
    try expectInvalid { try binary(disputed) }
    #expect(try binary([:]).actor == nil)
  }

  @Test("A2: null names nobody, as CloudEvents has it, and one spelling of a name is one actor")
  func absent() throws {
    #expect(try coder.decode(CloudEvent<Leave>.self, from: try body(.null)).actor == nil)
    #expect(try coder.decode(CloudEvent<Leave>.self, from: try body("Zoe\u{308}")).actor == "Zo\u{EB}")
  }

  @Test("A2: the contract's decisions by hand say so, and no other command asks for an actor")
  func declared() throws {
    var required: Set<String> = []
    for type in Contract.commands where try requiresActor(type) { required.insert(type.messageType.routingKey) }
    let policies = ["members", "offers", "recommendations", "rewards"]
    #expect(
      required
        == Set(
          policies.flatMap { ["\($0).change-policy", "\($0).cancel-policy-change"] } + [
            "recommendations.attribute-hire", "rewards.register-charity", "recommendations.confirm-decision",
            "rewards.confirm-decision", "members.expel", "members.readmit", "recommendations.detach-hire",
            "recommendations.release-candidate", "recommendations.set-own-company", "qualification.correct-interview",
            "rewards.settle-claim", "rewards.retry-payout", "rewards.update-charity", "webhooks.retry-delivery",
            "webhooks.discard-delivery", "webhooks.map-job", "webhooks.unmap-job",
          ]))
    #expect(!RetryDelivery(deliveryId: .make(), dryRun: true).requiresActor)
    #expect(!RegisterCharity(name: "Les Petits Pas").requiresActor)
    #expect(!RegisterCharity(name: "Les Petits Pas", designated: false).requiresActor)
    #expect(!UpdateCharity(charityId: .make(), name: "Les Petits Pas").requiresActor)
    #expect(!UpdateCharity(charityId: .make(), active: false).requiresActor)
    #expect(UpdateCharity(charityId: .make(), designated: true).requiresActor)
  }

  /// By its fixture, in which every field is filled.
  private func requiresActor<Command: CommandPayload>(_ type: Command.Type) throws -> Bool {
    let message = try coder.decode(CloudEvent<Command>.self, from: Fixture.body(Fixture.name(of: type.messageType)))
    return message.data.requiresActor
  }

  private func body(_ actor: JSONValue) throws -> Data {
    var mutation = try Mutation(fixture)
    mutation.put(actor, envelope: "actor")
    return try mutation.body()
  }

  private func binary(_ attributes: [String: String]) throws -> CloudEvent<GetCharter> {
    try coder.decode(
      CloudEvent<GetCharter>.self,
      attributes: ["specversion": "1.0", "id": "7", "source": "/tool", "type": "coopt.members.get-charter.v1"]
        .merging(attributes) { $1 },
      body: Data())
  }

  private func expectInvalid(_ read: () throws -> some Any) throws {
    do {
      _ = try read()
      Issue.record("it is taken")
    } catch let defect as MessageDefect {
      guard case .invalid(let errors, _) = defect else { throw defect }
      #expect(errors.map(\.field) == ["actor"])
      #expect(!errors[0].message.isEmpty)
    }
  }
}
