import CooptConformance
import Testing

@Suite("Scenarios of the conformance kit")
struct ScenarioTests {
  @Test(
    "what the platform tells comes by a queue of the program's own, and for who only looks on by one that the broker named",
    arguments: [
      ("amq.rabbitmq.reply-to", []), ("amq.gen-JzTY20BRgKO9HjmUJj0wLg", [.consumer]), ("", Role.allCases),
      ("staff.x", Role.allCases), ("coopt.notifications.stream", Role.allCases),
    ] as [(String, [Role])])
  func hearing(queue: String, roles: [Role]) {
    #expect(Role.allCases.filter { $0.mayHear(by: queue) } == roles)
  }

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
