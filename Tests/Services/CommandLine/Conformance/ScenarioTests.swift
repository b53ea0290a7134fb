import CooptConformance
import Testing

@Suite("Scenarios of the conformance kit")
struct ScenarioTests {
  @Test("each has a name of its own within its role, a story and something to look at", arguments: Role.allCases)
  func named(role: Role) {
    let scenarios = role.scenarios
    #expect(Set(scenarios.map(\.name)).count == scenarios.count && scenarios.count >= 8)
    for scenario in scenarios {
      #expect(scenario.story.hasSuffix(".") && !scenario.checks.isEmpty, "\(scenario.name)")
      #expect(Set(scenario.checks.map(\.name)).count == scenario.checks.count, "\(scenario.name)")
    }
  }

  @Test("a check of one name is one check, in whatever scenario, and says what to change in a sentence or two")
  func checks() {
    var known: [String: Check] = [:]
    for check in Role.allCases.flatMap(\.scenarios).flatMap(\.checks) {
      #expect(known[check.name] == nil || known[check.name] == check, "\(check.name)")
      known[check.name] = check
      #expect(check.contract.hasSuffix(".") && check.change.contains { $0 == "." }, "\(check.name)")
    }
  }
}
