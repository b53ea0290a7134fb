import MessageSchemas
import Messages
import TestStack
import Testing
import Vocabulary

/// A message whose limits a test chooses.
private struct Bounded: MessagePayload {
  struct Bounds: Sendable {
    var length = 10
    var amounts = 0...10
    var items = 1...10
    var needsText = false
  }

  @TaskLocal static var bounds = Bounds()

  static let messageType = MessageType(service: "members", name: "bounded")

  var text: String
  var amount: Int
  var items: [Int]
  var kind: Level
  var reason: String?
  var other: String?

  func validate(_ validator: inout Validator) {
    let bounds = Self.bounds
    validator.line(text, "text", maximum: bounds.length)
    validator.range(amount, bounds.amounts, "amount")
    validator.list(items, "items", minimum: bounds.items.lowerBound, maximum: bounds.items.upperBound)
    validator.check(kind != .expert || reason != nil, "reason", "is required with kind expert")
    validator.check(!bounds.needsText || reason != nil || other != nil, "reason", "is required unless other is given")
  }
}

@Suite("Limits are measured")
struct MeasuredLimitsTests {
  private static let data: JSONValue = .object([
    "text": "a", "amount": 5, "items": .array([1, 2, 3]), "kind": "beginner", "reason": "b", "other": "c",
  ])

  private func schema() throws -> DocumentValue {
    var writer = SchemaWriter(comments: SourceComments(), examples: ExampleValues([Self.data]))
    return try writer.schema(
      of: Bounded.self, named: "bounded", .read, measuring: MeasuredMessage(Bounded.self, data: Self.data))
  }

  @Test("whatever the bounds are, the schema says them", arguments: 1...40)
  func bounds(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bounds = Bounded.Bounds()
    bounds.length = Int.random(in: 1...20_000, using: &generator)
    let least = Int.random(in: -2_000_000_000...5, using: &generator)
    bounds.amounts = least...Int.random(in: 5...1_000_000_000_000, using: &generator)
    bounds.items = Int.random(in: 1...3, using: &generator)...Int.random(in: 3...500, using: &generator)
    let schema = try Bounded.$bounds.withValue(bounds) { try self.schema() }
    let properties = try #require(schema["properties"])
    #expect(properties["text"]?["maxLength"] == .integer(bounds.length))
    #expect(properties["text"]?["minLength"] == 1)
    #expect(properties["amount"]?["minimum"] == .integer(bounds.amounts.lowerBound))
    #expect(properties["amount"]?["maximum"] == .integer(bounds.amounts.upperBound))
    #expect(properties["items"]?["minItems"] == .integer(bounds.items.lowerBound))
    #expect(properties["items"]?["maxItems"] == .integer(bounds.items.upperBound))
  }

  private static let expert: DocumentValue = .object([.init("kind", .object([.init("const", "expert")]))])

  /// That a field is there, and not null.
  private static func needing(_ key: String) -> DocumentValue {
    .object([
      .init("required", .array([.string(key)])),
      .init("properties", .object([.init(key, .object([.init("not", .object([.init("type", "null")]))]))])),
    ])
  }

  @Test("what a choice asks for is said as if and then")
  func choices() throws {
    let conditions = try schema()["allOf"]?.items ?? []
    let expected: DocumentValue = .object([
      .init("if", .object([.init("properties", Self.expert), .init("required", .array(["kind"]))])),
      .init("then", Self.needing("reason")),
    ])
    #expect(conditions == [expected])
  }

  @Test("one of two is said as such")
  func oneOfTwo() throws {
    var bounds = Bounded.Bounds()
    bounds.needsText = true
    let schema = try Bounded.$bounds.withValue(bounds) { try self.schema() }
    let group: DocumentValue = .object([
      .init("anyOf", .array([Self.needing("reason"), Self.needing("other")]))
    ])
    #expect(schema["allOf"]?.items.contains(group) == true)
    #expect(schema["required"]?.items == ["text", "amount", "items", "kind"])
  }

  @Test("null is taken where a key may be absent, and what the platform writes has none")
  func null() throws {
    #expect(try schema()["properties"]?["reason"]?["type"] == .array(["string", "null"]))
    var writer = SchemaWriter(comments: SourceComments(), examples: ExampleValues([]))
    let written = try writer.schema(of: Bounded.self, named: "bounded", .written)
    #expect(written["properties"]?["reason"]?["type"] == "string")
  }

  @Test("what has no comment is named")
  func undescribed() throws {
    var writer = SchemaWriter(comments: SourceComments(), examples: ExampleValues([]))
    _ = try writer.schema(of: HireReported.self, named: "hire", .written)
    #expect(writer.undescribed.contains("HireReported.applicationId"))
    #expect(writer.undescribed.contains("HiredCandidate"))
  }
}
