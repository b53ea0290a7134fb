public import FoundationEssentials

/// Makes kept answers unreadable to whoever reads the table: some hold what is its bearer's alone, such as a code.
public protocol ReplySeal: Sendable {
  /// The answer as the table keeps it.
  func seal(_ body: Data) throws -> Data

  /// The answer that was sealed; nil where it cannot be opened, as after a change of key. What was never sealed is itself.
  func open(_ kept: Data) -> Data?
}
