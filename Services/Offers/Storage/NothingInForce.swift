import Failures

/// The table of policies is empty: somebody deleted the row that a migration made.
struct NothingInForce: UnmetCondition, CustomStringConvertible {
  var description: String { "no policy is in force: the row that the migration made is gone" }
}
