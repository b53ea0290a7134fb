import Failures

/// A table that a migration fills is empty: somebody deleted what every decision depends on.
struct NothingInForce: UnmetCondition, CustomStringConvertible {
  /// What is missing, such as "charter".
  let subject: String

  var description: String { "no \(subject) is in force: the row that the migration made is gone" }
}
