/// What came of one scenario.
package struct ScenarioReport: Sendable, Encodable {
  /// How a scenario came out.
  package enum Verdict: String, Sendable, Encodable {
    /// Everything as the contract has it.
    case passed
    /// The same, and something is worth a word.
    case remarks
    /// Something is not as the contract has it.
    case failed
    /// The program does not do such a thing, and need not.
    case skipped
  }

  /// The scenario's name.
  package let scenario: String
  /// How it came out.
  package let verdict: Verdict
  /// Each check that was made, the first finding that stood out of each; in their order.
  package let findings: [Finding]
  /// The last lines of the program's standard error, where something failed.
  package let complaints: [String]

  package init(scenario: String, findings: [Finding], isSkipped: Bool = false, complaints: [String] = []) {
    self.scenario = scenario
    self.findings = Self.gathered(findings)
    if self.findings.contains(where: { $0.verdict == .failed }) {
      verdict = .failed
    } else if isSkipped {
      verdict = .skipped
    } else {
      verdict = self.findings.contains { $0.verdict == .remark } ? .remarks : .passed
    }
    self.complaints = verdict == .failed ? complaints : []
  }

  /// One finding a check: the first that did not pass, else the first.
  private static func gathered(_ findings: [Finding]) -> [Finding] {
    var order: [String] = []
    var kept: [String: Finding] = [:]
    for finding in findings {
      let name = finding.check.name
      if kept[name] == nil { order.append(name) }
      if kept[name] == nil || kept[name]?.verdict == .passed { kept[name] = finding }
    }
    return order.compactMap { kept[$0] }
  }
}
