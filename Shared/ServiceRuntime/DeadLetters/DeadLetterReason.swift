import Vocabulary

/// Why a message is given up, as its headers say it (contract, Exchanges).
struct DeadLetterReason: Sendable {
  /// `undecodable`, `invalid-message`, `unknown-type`, `attempts-exhausted` or a problem code.
  let code: ProblemCode
  /// What is wrong, naming fields, never values.
  let detail: String
  /// How often it was tried.
  var attempts = 1
}
