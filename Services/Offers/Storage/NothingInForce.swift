/// The table of policies is empty: somebody deleted the row that a migration made.
struct NothingInForce: Error, CustomStringConvertible {
  var description: String { "no policy is in force: the row that the migration made is gone" }
}
