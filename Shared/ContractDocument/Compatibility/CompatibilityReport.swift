import Messages

/// What changed between two versions of the contract.
public struct CompatibilityReport: Sendable {
  /// The changes, by where they are.
  public let changes: [ContractChange]

  /// Compares.
  public init(old: ContractVersion, new: ContractVersion) throws {
    var comparison = ContractComparison(old: old, new: new)
    comparison.compare()
    var seen: Set<ContractChange> = []
    changes = comparison.changes.filter { seen.insert($0).inserted }.sorted {
      ($0.place, $0.kind.rawValue, $0.sentence) < ($1.place, $1.kind.rawValue, $1.sentence)
    }
  }

  /// Whether no program that keeps the contract breaks.
  public var isCompatible: Bool { !changes.contains { $0.verdict == .breaking } }

  /// The changes in lines, the most harmful first.
  public func lines(breakingOnly: Bool) -> [String] {
    let wanted = breakingOnly ? changes.filter { $0.verdict == .breaking } : changes
    return ContractChange.Verdict.allCases.reversed().flatMap { verdict in
      wanted.filter { $0.verdict == verdict }.map(\.description)
    }
  }

  /// All of it in a sentence.
  public var verdict: String {
    let counts = ContractChange.Verdict.allCases.reversed().map { verdict in
      "\(changes.filter { $0.verdict == verdict }.count) \(verdict.rawValue)"
    }
    return (isCompatible ? "compatible: " : "not compatible: ") + counts.joined(separator: ", ")
  }
}
