import RewardsBooks

extension LedgerVerification {
  /// The verification for people; the last line is the verdict.
  package var lines: [String] {
    var table = TextTable([])
    for finding in findings {
      table.add([finding.count == 0 ? "ok" : "\(finding.count) differ", finding.check, finding.promise])
    }
    let summary =
      "\(counts.transactions) transactions (\(counts.reversals) reversals), \(counts.entries) entries,"
      + " \(counts.balances) balances"
    let verdict = differences == 0 ? "zero difference" : "\(differences) difference\(differences == 1 ? "" : "s")"
    return [summary] + table.lines + findings.flatMap(Self.lines) + [verdict]
  }

  private static func lines(of finding: Finding) -> [String] {
    guard finding.count > 0 else { return [] }
    let more = finding.count - finding.differences.count
    return ["\(finding.check):"]
      + finding.differences.map { "  \($0.subject): expected \($0.expected), found \($0.found)".printable }
      + (more > 0 ? ["  and \(more) more"] : [])
  }
}
