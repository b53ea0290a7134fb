import CooptConformance
import Testing

@Suite("A report of the conformance kit")
struct ReportTests {
  private static let required = Check("required", contract: "It is so.", change: "Make it so.")
  private static let advised = Check("advised", .advised, contract: "It would be good.", change: "Make it good.")

  @Test("what is required and is not so has failed, what is advised is a remark")
  func verdicts() {
    #expect(Finding(Self.required, holds: false, seen: "not so").verdict == .failed)
    #expect(Finding(Self.advised, holds: false, seen: "not good").verdict == .remark)
    #expect(Finding(Self.required, holds: true, seen: "not so") == Finding(Self.required, holds: true, seen: ""))
  }

  @Test("a scenario is as its worst finding, and skipped only where none failed")
  func worst() {
    let (passed, failed) = (
      Finding(Self.required, holds: true, seen: ""), Finding(Self.required, holds: false, seen: "a")
    )
    let remark = Finding(Self.advised, holds: false, seen: "b")
    #expect(ScenarioReport(scenario: "s", findings: [passed]).verdict == .passed)
    #expect(ScenarioReport(scenario: "s", findings: [passed, remark]).verdict == .remarks)
    #expect(ScenarioReport(scenario: "s", findings: [remark, failed], isSkipped: true).verdict == .failed)
    #expect(ScenarioReport(scenario: "s", findings: [remark], isSkipped: true).verdict == .skipped)
  }

  @Test("of a check that was made often the first that did not hold is told, in its place")
  func gathered() {
    let report = ScenarioReport(
      scenario: "s",
      findings: [
        Finding(Self.required, holds: true, seen: ""), Finding(Self.advised, holds: true, seen: ""),
        Finding(Self.required, holds: false, seen: "first"), Finding(Self.required, holds: false, seen: "second"),
      ])
    #expect(report.findings.map(\.check.name) == ["required", "advised"])
    #expect(report.findings[0].seen == "first")
  }

  @Test(
    "people read what was seen, what the contract says and what to change; the program's words only where it failed")
  func lines() {
    let failed = ScenarioReport(
      scenario: "s", findings: [Finding(Self.required, holds: false, seen: "no\u{1B}t so")], complaints: ["oh"])
    #expect(
      failed.lines == [
        "failed  s", "  failed: required", "    seen: no t so", "    the contract: It is so.",
        "    to change: Make it so.",
        "  the program's last words:", "    oh",
      ])
    let passed = ScenarioReport(
      scenario: "s", findings: [Finding(Self.required, holds: true, seen: "")], complaints: ["oh"])
    #expect(passed.lines == ["passed  s"])
  }

  @Test("the last line counts, and nothing failed is passed")
  func summary() {
    let passed = ScenarioReport(scenario: "a", findings: [])
    let failed = ScenarioReport(scenario: "b", findings: [Finding(Self.required, holds: false, seen: "x")])
    let skipped = ScenarioReport(scenario: "c", findings: [], isSkipped: true)
    let report = ConformanceReport(role: "payer", program: "p", scenarios: [passed, failed, skipped])
    #expect(report.summary == "1 passed, 1 failed, 1 skipped" && !report.passed)
    #expect(ConformanceReport(role: "payer", program: "p", scenarios: [passed, skipped]).passed)
  }
}
