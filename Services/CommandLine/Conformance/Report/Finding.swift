/// What came of a check.
package struct Finding: Hashable, Sendable, Encodable {
  /// How it came out.
  package enum Verdict: String, Sendable, Encodable {
    /// As the contract has it.
    case passed
    /// Works, and something is worth a word.
    case remark
    /// Not as the contract has it.
    case failed
  }

  /// The check.
  package let check: Check
  /// How it came out.
  package let verdict: Verdict
  /// What was seen; empty where nothing stood out.
  package let seen: String

  package init(_ check: Check, holds: Bool, seen: String) {
    self.check = check
    self.verdict = holds ? .passed : check.level == .required ? .failed : .remark
    self.seen = holds ? "" : seen
  }

  private enum CodingKeys: String, CodingKey {
    case check, verdict, seen, contract, change
  }

  /// Writes an object: `check`, `verdict`, and where it did not pass `seen`, `contract` and `change`.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(check.name, forKey: .check)
    try container.encode(verdict, forKey: .verdict)
    guard verdict != .passed else { return }
    try container.encode(seen, forKey: .seen)
    try container.encode(check.contract, forKey: .contract)
    try container.encode(check.change, forKey: .change)
  }
}
