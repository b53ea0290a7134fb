import Foundation
import Messages
import TestStack
import Testing

/// What is wrong with a message is said at once, and nothing of it is repeated.
@Suite("All that is wrong, at once")
struct CollectingTests {
  @Test("all invalid fields are named at once, whichever they are", arguments: ContractTests.messages)
  func together(fixture: String) throws {
    let leaves = try Leaf.all(of: fixture)
    for seed in 1...20 as ClosedRange<UInt64> {
      var randomness = SeededGenerator(seed: seed)
      var mutation = try Mutation(fixture)
      let broken = leaves.filter { _ in Int.random(in: 0...2, using: &randomness) == 0 }
      for leaf in broken {
        let wrong: JSONValue = [.object(["a": 1]), .number(0.25), .array([.null])].randomElement(using: &randomness)!
        mutation.put(wrong, at: leaf)
      }
      let fields = try Reading.fields(fixture, try mutation.body()) ?? []
      #expect(Set(fields) == Set(broken.map(\.field)), "seed \(seed)")
      #expect(fields.count == broken.count, "seed \(seed)")
    }
  }

  @Test("what is missing, mistyped, malformed and against a rule is named in one answer")
  func kinds() throws {
    let fixture = "recommendations.recommend-candidate.v1"
    var mutation = try Mutation(fixture)
    for (field, value) in [
      ("offerId", JSONValue.string("17")), ("memberId", .null),
      ("message", .string(String(repeating: "a", count: 10_001))),
    ] { mutation.put(value, at: Leaf(steps: [.key(field)], value: .null)) }
    mutation.put(
      .object(["firstName": "", "email": 4, "phone": "\u{7}"]), at: Leaf(steps: [.key("candidate")], value: .null))
    mutation.put("0.3", envelope: "specversion")
    mutation.put(.string(String(repeating: "c", count: 129)), envelope: "correlationid")
    guard case .invalid(let errors, nil)? = try Reading.defect(fixture, try mutation.body()) else {
      Issue.record("it is taken")
      return
    }
    let said = Dictionary(grouping: errors, by: \.field).mapValues { $0.map(\.message) }
    #expect(
      said == [
        "specversion": ["is not \"1.0\""], "correlationid": ["is longer than 128 characters"],
        "offerId": ["is not a UUID"], "memberId": ["is null"], "message": ["is longer than 10000 characters"],
        "candidate.firstName": ["is empty"], "candidate.lastName": ["is missing"],
        "candidate.email": ["is not a string"], "candidate.phone": ["has control characters"],
      ])
  }

  @Test("in binary mode attributes and fields are named together")
  func binaryMode() throws {
    let body = Data(#"{"memberId": 1, "year": "x"}"#.utf8)
    do throws(MessageDefect) {
      _ = try MessageCoder().decode(
        CloudEvent<GetStatement>.self, attributes: ["id": "1\n7", "type": "coopt.rewards.get-statement.v1"],
        body: body)
      Issue.record("it is taken")
    } catch {
      guard case .invalid(let errors, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(Set(errors.map(\.field)) == ["specversion", "id", "source", "memberId", "year"])
    }
  }

  @Test("an answer names the first fifty and says how many there are")
  func bounded() throws {
    let fixture = "members.join.v1"
    var mutation = try Mutation(fixture)
    mutation.put(
      .array(Array(repeating: "nowhere", count: 10_000)), at: Leaf(steps: [.key("zones")], value: .null))
    let problem = try #require(try Reading.defect(fixture, try mutation.body())).problem
    #expect(problem.errors?.count == 50)
    // The items, and that there are too many of them.
    #expect(problem.errorCount == 10_001)
    #expect(problem.detail.hasSuffix("; and 9951 more"))
    #expect(try MessageCoder().encode(payload: problem).count < 20_000)
    let few = Problem.invalidMessage([FieldError(field: "a", message: "is missing")])
    #expect(few.errorCount == nil)
    #expect(few.detail == "a: is missing")
    let many = Problem.invalidMessage((0..<51).map { FieldError(field: "a[\($0)]", message: "is missing") })
    #expect(many.errors?.count == 50)
    #expect(many.errorCount == 51)
    #expect(many.detail.hasSuffix("; and 1 more"))
  }

  @Test("no key of the sender's is repeated, wherever it stands", arguments: ContractTests.messages)
  func senderKeys(fixture: String) throws {
    let secret = "jean@x.fr"
    let leaves = try Leaf.all(of: fixture)
    for leaf in leaves {
      var mutation = try Mutation(fixture)
      mutation.put(raw: "1.5e999", at: leaf)
      for parent in 0..<leaf.steps.count {
        guard case .key = leaf.steps[parent] else { continue }
        let sibling = Array(leaf.steps[..<parent]) + [.key(secret)]
        mutation.put(raw: "1.5", at: Leaf(steps: sibling, value: .null))
      }
      let defect = try Reading.defect(fixture, try mutation.body())
      #expect(defect != nil, "\(leaf.field)")
      let said = "\(String(describing: defect)) \(defect?.problem.detail ?? "")"
      #expect(!said.contains("jean"), "\(leaf.field)")
    }
  }

  /// A payload whose keys are the sender's, as `details` of a notification are.
  struct Tally: MessagePayload {
    static let messageType = MessageType(service: "tests", name: "tally")
    var counts: [String: Int]
    var notes: [String: [String]]?
  }

  @Test("keys that the contract leaves to the sender are not repeated either")
  func openKeys() throws {
    let body = Data(#"{"counts": {"jean@x.fr": "x", "b": 1}, "notes": {"jean@x.fr": ["a", 7]}}"#.utf8)
    #expect(
      throws: MessageDefect.invalid([
        FieldError(field: "counts.*", message: "is not an integer"),
        FieldError(field: "notes.*[1]", message: "is not a string"),
      ])
    ) { try MessageCoder().decode(payload: Tally.self, from: body) }
  }

  @Test("a key that comes twice with different values is refused, and read where they are the same or nobody reads it")
  func twice() throws {
    let id = "0199f1c4-1200-7e00-8a00-5e0f3b1d1200"
    let words = "is given more than once, with different values: send it once"
    func read(_ rest: String) throws -> GetStatement {
      try MessageCoder().decode(payload: GetStatement.self, from: Data(#"{"memberId":"\#(id)",\#(rest)}"#.utf8))
    }
    for rest in [
      #""year":2026,"year":2025"#, #""year":2026,"later":"\u0000","year":2025"#, #""year":2026,"\u0079ear":2025"#,
      #""year":2026,"year":null"#, #""year":2025,"year":2026,"year":2025"#,
    ] {
      #expect(throws: MessageDefect.invalid([FieldError(field: "year", message: words)]), "\(rest)") { try read(rest) }
    }
    #expect(throws: MessageDefect.invalid([FieldError(field: "memberId", message: words)])) {
      try read(#""memberId":"0199f1c4-1200-7e00-8a00-5e0f3b1d1201""#)
    }
    #expect(try read(#""year":2026,"year":2026"#).year == 2026)
    #expect(try read(#""year":2026,"later":1,"later":{"year":1,"year":2}"#).year == 2026)
    // What services write comes once, and is not looked at for it.
    let services = MessageCoder(reading: .services)
    let body = Data(#"{"memberId":"\#(id)","year":2026,"year":2026}"#.utf8)
    #expect(try services.decode(payload: GetStatement.self, from: body).year == 2026)
    let hidden = #"{"charterVersion":"a\u0000","charterVersion":"a"}"#
    #expect(throws: MessageDefect.self) {
      try MessageCoder().decode(payload: PublishCharter.self, from: Data(hidden.utf8))
    }
  }

  @Test("a key that comes twice is found wherever it stands, and in however large an object", arguments: 1...30)
  func twiceAnywhere(seed: Int) throws {
    var randomness = SeededGenerator(seed: UInt64(seed))
    let count = [1, 2, 63, 64, 65, 300].randomElement(using: &randomness)!
    let keys = (0..<count).map { "k\($0)" }
    var fields = keys.map { #""\#($0)":\#(Int.random(in: 0...9, using: &randomness))"# }
    let key = keys.randomElement(using: &randomness)!
    let depth = [0, 1, 40].randomElement(using: &randomness)!
    func body() -> Data {
      let object = "{" + fields.shuffled(using: &randomness).joined(separator: ",") + "}"
      let open = String(repeating: #"{"a":["#, count: depth)
      return Data((#"{"counts":"# + object + #","x":"# + open + "1" + String(repeating: "]}", count: depth) + "}").utf8)
    }
    #expect(try MessageCoder().decode(payload: Tally.self, from: body()).counts.count == count)
    fields.append(#""\#(key)":10"#)
    #expect(throws: MessageDefect.self) { try MessageCoder().decode(payload: Tally.self, from: body()) }
  }
}
