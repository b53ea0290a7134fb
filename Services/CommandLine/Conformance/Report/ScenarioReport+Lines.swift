import CooptCommandLine

extension ScenarioReport {
  /// The report for people: a line, and beneath it what to change and what is worth a word.
  package var lines: [String] {
    var lines = ["\(verdict.rawValue)  \(scenario)"]
    for finding in findings where finding.verdict != .passed {
      lines.append("  \(finding.verdict.rawValue): \(finding.check.name)")
      lines.append("    seen: \(finding.seen.printable)")
      lines.append("    the contract: \(finding.check.contract)")
      lines.append("    to change: \(finding.check.change)")
    }
    if verdict == .failed, !complaints.isEmpty {
      lines.append("  the program's last words:")
      lines += complaints.map { "    \($0.printable)" }
    }
    return lines
  }
}
