import AMQPClient
import Foundation
import TestStack
import Testing

/// Messages as anybody might send them, by a seeded generator.
struct MessageGenerator {
  var random: SeededGenerator

  mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func data(_ count: Int) -> Data { Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }) }

  mutating func text(_ count: Int) -> String {
    String((0..<count).map { _ in "aé€🙂-x\u{301}0".randomElement(using: &random)! })
  }

  mutating func name() -> Data {
    number(0..<4) == 0 ? Data([0xFF]) + data(number(0..<20)) : Data("\(text(number(0..<20)))n".utf8)
  }

  mutating func entries(depth: Int) -> [AMQPTableEntry] {
    (0..<number(0..<5)).map { _ in AMQPTableEntry(name: name(), value: value(depth: depth)) }
  }

  mutating func value(depth: Int) -> AMQPFieldValue {
    switch number(0..<(depth > 0 ? 20 : 17)) {
    case 0: .string(text(number(0..<40)))
    case 1: .rawText(Data([0xC3, 0x28]) + data(number(0..<40)))
    case 2: .integer(Int64.random(in: .min ... .max, using: &random))
    case 3: .sized(.int8(.random(in: .min ... .max, using: &random)))
    case 4: .sized(.uint8(.random(in: .min ... .max, using: &random)))
    case 5: .sized(.int16(.random(in: .min ... .max, using: &random)))
    case 6: .sized(.uint16(.random(in: .min ... .max, using: &random)))
    case 7: .sized(.int32(.random(in: .min ... .max, using: &random)))
    case 8: .sized(.uint32(.random(in: .min ... .max, using: &random)))
    case 9: .boolean(.random(using: &random))
    case 10: .double(.random(in: -1e300...1e300, using: &random))
    case 11: .float(.random(in: -1e30...1e30, using: &random))
    case 12:
      .decimal(scale: .random(in: .min ... .max, using: &random), value: .random(in: .min ... .max, using: &random))
    case 13: .timestamp(UInt64.random(in: 0...(.max), using: &random))
    case 14: .bytes(data(number(0..<40)))
    case 15: .null
    case 16: .array([])
    case 17: .array((0..<number(0..<5)).map { _ in value(depth: depth - 1) })
    case 18:
      .table(
        Dictionary(
          (0..<number(0..<5)).map { ("\($0)\(text(3))", value(depth: depth - 1)) }, uniquingKeysWith: { $1 }))
    default: .entries([AMQPTableEntry(name: Data([0xFE]) + data(3), value: value(depth: depth - 1))])
    }
  }

  /// Properties that the broker takes.
  mutating func properties() -> AMQPProperties {
    var properties = AMQPProperties(isPersistent: .random(using: &random))
    for name in AMQPProperties.Text.allCases where name != .expiration && name != .userID {
      switch number(0..<3) {
      case 0: properties[name] = text(number(0..<40))
      case 1: properties.setRaw(Data([0xFF]) + data(number(0..<100)), for: name)
      default: break
      }
    }
    if number(0..<2) == 0 { properties.priority = .random(in: 0...255, using: &random) }
    if number(0..<2) == 0 { properties.timestamp = .random(in: 0...(.max), using: &random) }
    for index in 0..<number(0..<8) { properties.headers["\(index)\(text(3))"] = value(depth: 3) }
    for _ in 0..<number(0..<3) {
      properties.otherHeaders.append(AMQPTableEntry(name: Data([0xFF]) + data(5), value: value(depth: 2)))
    }
    return properties
  }
}

@Suite("Messages are sent on as they came", .timeLimit(.minutes(15)))
struct FidelityTests {
  @Test("properties and headers of every kind come back as they were, whatever bytes they are", arguments: Way.allCases)
  func roundTrip(way: Way) async throws {
    var generator = MessageGenerator(random: SeededGenerator(seed: 38))
    let messages = (0..<300).map { number in
      OutgoingMessage(
        exchange: "", routingKey: Broker.queue, properties: generator.properties(), body: Data("\(number)".utf8))
    }
    try await Broker.with { broker in
      try await broker.publishing {
        way.apply(&$0, of: broker)
      } _: { publisher in
        let outcomes = try await publisher.publish(messages)
        #expect(outcomes.allSatisfy { $0 == .confirmed })
      }
      try await broker.consuming {
        way.apply(&$0, of: broker)
      } _: { consumer in
        for message in messages {
          let delivery = try await consumer.take(1)[0]
          var sent = message.properties
          sent.userID = broker.configuration.user
          #expect(delivery.properties == sent && delivery.unreadable == nil)
          #expect(delivery.body == message.body)
          await consumer.acknowledge([delivery.tag])
        }
      }
    }
  }

  @Test("a text that is no UTF-8 is told apart, and a changed one is what it was changed to")
  func rawTexts() async throws {
    try await Broker.with { broker in
      var message = OutgoingMessage.text("x")
      message.properties.setRaw(Data([0x61, 0xFF]), for: .messageID)
      message.properties.setRaw(Data([0x62, 0xFF]), for: .type)
      message.properties.type = "changed"
      try await broker.publishing { [message] in _ = try await $0.publish([message]) }
      try await broker.consuming { consumer in
        let properties = try await consumer.take(1)[0].properties
        #expect(properties.messageID == "a\u{FFFD}" && properties.rawTexts == [.messageID: Data([0x61, 0xFF])])
        #expect(properties.type == "changed")
      }
    }
  }
}

@Suite("Messages that cannot be sent")
struct FittingTests {
  private static func nested(_ depth: Int) -> AMQPFieldValue {
    (1..<depth).reduce(.null) { value, level in level % 2 == 0 ? .array([value]) : .table(["a": value]) }
  }

  @Test("each defect is named before anything is sent")
  func defects() {
    func defect(_ change: (inout OutgoingMessage) -> Void) -> String? {
      var message = OutgoingMessage(exchange: "e", routingKey: "k", properties: AMQPProperties(), body: Data())
      change(&message)
      return message.defect()
    }
    #expect(defect { $0.properties.headers["a"] = Self.nested(32) } == nil)
    #expect(defect { $0.properties.headers["a"] = Self.nested(33) }?.contains("32 deep") == true)
    #expect(defect { $0.properties.headers["a"] = Self.nested(20_000) }?.contains("32 deep") == true)
    #expect(defect { $0.properties.headers[""] = 1 } == "a header has no name")
    #expect(defect { $0.properties.headers["a"] = .table(["": 1]) } == "a header has no name")
    #expect(defect { $0.properties.headers["a"] = .double(.infinity) }?.contains("not finite") == true)
    #expect(defect { $0.properties.headers["CC"] = "q" }?.contains("no list") == true)
    #expect(defect { $0.properties.expiration = "soon" }?.contains("milliseconds") == true)
    #expect(defect { $0.properties.expiration = "60000" } == nil)
    for name in AMQPProperties.Text.allCases where name != .expiration {
      #expect(defect { $0.properties[name] = String(repeating: "é", count: 127) } == nil)
      #expect(defect { $0.properties[name] = String(repeating: "é", count: 128) }?.contains(name.rawValue) == true)
    }
  }

  @Test("what fits is left as it is, and whatever is fitted has no defect and says what was cut")
  func fitted() {
    var generator = MessageGenerator(random: SeededGenerator(seed: 5))
    for _ in 0..<100 {
      let frame = [4096, 10_000, 131_072].randomElement(using: &generator.random)!
      var message = OutgoingMessage(
        exchange: "e", routingKey: generator.text(generator.number(0..<300)), properties: generator.properties(),
        body: Data())
      message.properties.messageID = generator.text(generator.number(0..<400))
      message.properties.headers["x-coopt-reason"] = "kept"
      for index in 0..<generator.number(0..<6) {
        switch generator.number(0..<6) {
        case 0: message.properties.headers["long\(index)"] = .string(generator.text(generator.number(0..<40_000)))
        case 1: message.properties.headers["bytes\(index)"] = .bytes(generator.data(generator.number(0..<150_000)))
        case 2: message.properties.headers["deep\(index)"] = Self.nested(generator.number(30..<60))
        case 3: message.properties.headers[""] = 1
        case 4:
          message.properties.headers["many\(index)"] = .array(Array(repeating: 1, count: generator.number(0..<20_000)))
        default: message.properties.headers[generator.text(generator.number(1..<300))] = .double(.nan)
        }
      }
      let fitted = message.fitted(to: frame)
      #expect(fitted.defect(frameMaximum: frame) == nil)
      #expect(fitted.properties.headers["x-coopt-reason"] == "kept")
      #expect(fitted.body == message.body)
      let isSound = message.defect(frameMaximum: frame) == nil
      #expect((fitted.properties.headers[OutgoingMessage.cutHeader] == nil) == isSound)
      if isSound { #expect(fitted.properties == message.properties) }
      #expect(fitted.fitted(to: frame).properties == fitted.properties)
    }
  }

  @Test("texts are cut between characters")
  func characters() {
    #expect("aé".prefix(utf8: 2) == "a")
    #expect("e\u{301}x".prefix(utf8: 3) == "e\u{301}")
    #expect("ae\u{301}".prefix(utf8: 2) == "a")
    #expect("🙂🙂".prefix(utf8: 7) == "🙂")
    #expect("ab".prefix(utf8: 9) == "ab")
    let tall = "e" + String(repeating: "\u{301}", count: 300)
    #expect(tall.prefix(utf8: 255).utf8.count == 255)
  }
}
