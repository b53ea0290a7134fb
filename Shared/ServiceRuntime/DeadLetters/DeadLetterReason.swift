import Messages
import Vocabulary

/// Why a message is given up, as its headers say it (contract, Exchanges).
struct DeadLetterReason: Sendable {
  /// `undecodable`, `invalid-message`, `unknown-type`, `attempts-exhausted` or a problem code.
  let code: ProblemCode
  /// What is wrong, naming fields, never values.
  let detail: String
  /// The fields of its data that are at fault, by their paths; never a value.
  var fields: [String] = []
  /// How often it was tried.
  var attempts = 1
  /// Whether nobody may look into the message any more.
  var isUnread = false
  /// Whether the letter may hold nothing of the message but where it came from: with the rest it could not be kept.
  var isBare = false
}

extension DeadLetterReason {
  /// What a problem says, as a reason.
  init(_ problem: Problem, code: ProblemCode? = nil) {
    self.init(code: code ?? problem.code, detail: problem.detail, fields: problem.errors?.map(\.field) ?? [])
  }
}
