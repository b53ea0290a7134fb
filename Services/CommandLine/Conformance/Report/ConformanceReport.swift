/// What came of a program's whole trial.
package struct ConformanceReport: Sendable, Encodable {
  /// What the program was tried as: `publisher`, `payer` or `consumer`.
  package let role: String
  /// How it was started.
  package let program: String
  /// The scenarios, in their order.
  package let scenarios: [ScenarioReport]
  /// Whether nothing failed.
  package var passed: Bool { !scenarios.contains { $0.verdict == .failed } }

  package init(role: String, program: String, scenarios: [ScenarioReport]) {
    self.role = role
    self.program = program
    self.scenarios = scenarios
  }

  private enum CodingKeys: String, CodingKey {
    case role, program, passed, scenarios
  }

  /// Writes an object: `role`, `program`, `passed`, `scenarios`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(role, forKey: .role)
    try container.encode(program, forKey: .program)
    try container.encode(passed, forKey: .passed)
    try container.encode(scenarios, forKey: .scenarios)
  }

  /// The last line: how many of what.
  package var summary: String {
    func count(_ verdict: ScenarioReport.Verdict) -> Int { scenarios.count { $0.verdict == verdict } }
    let parts = [
      (count(.passed) + count(.remarks), "passed"), (count(.failed), "failed"), (count(.skipped), "skipped"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }
}
