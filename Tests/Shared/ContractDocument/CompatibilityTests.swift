import ContractDocument
import Messages
import TestStack
import Testing

@Suite("What a change to the contract means")
struct CompatibilityTests {
  @Test("a document is compatible with itself, and nothing changed")
  func same() throws {
    let version = try ContractVersion(PublishedDocument.json())
    #expect(try CompatibilityReport(old: version, new: version).changes.isEmpty)
  }

  @Test("every kind of change is found, with its verdict, wherever it is made", arguments: Mutation.all, [1, 2, 3])
  func mutated(_ mutation: Mutation, seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let document = try PublishedDocument.json()
    let changed = try #require(mutation.applied(to: document, &generator), "there is no such place")
    let report = try CompatibilityReport(old: ContractVersion(document), new: ContractVersion(changed))
    let expected = mutation.expected
    let found = report.changes.filter { $0.kind == expected.kind && $0.verdict == expected.verdict }
    #expect(!found.isEmpty, "\(report.lines(breakingOnly: false).joined(separator: "\n"))")
    if let name = expected.naming { #expect(found.contains { $0.sentence.contains(name) }) }
    #expect(found.allSatisfy { !$0.reason.isEmpty && !$0.place.isEmpty })
    // What harms nobody must not fail the build, and what does must.
    #expect(report.isCompatible == (expected.verdict != .breaking), "\(report.lines(breakingOnly: true))")
  }

  @Test("what is for people may change")
  func descriptions() throws {
    let document = try PublishedDocument.json()
    let changed = document.setting(["components", "schemas", "members.join.v1", "description"], to: "Otherwise.")
      .setting(
        ["components", "schemas", "members.join.v1", "properties", "firstName", "description"], to: "Otherwise."
      )
      .setting(
        ["components", "schemas", "members.join.v1", "properties", "firstName", "examples"], to: .array(["Ada"]))
    let report = try CompatibilityReport(old: ContractVersion(document), new: ContractVersion(changed))
    #expect(report.changes.isEmpty)
  }

  @Test("every kind of change has a mutation that shows it")
  func completeness() {
    let shown = Set(Mutation.all.map(\.expected.kind))
    // Nobody can lose by these.
    let harmless: Set<ContractChange.Kind> = [.permissionGiven, .conditionRemoved]
    #expect(Set(ContractChange.Kind.allCases).subtracting(harmless) == shown)
  }
}
