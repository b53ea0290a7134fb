import Messages
import Vocabulary

/// Why a question or a command brought no result.
package enum DeskFailure: Error {
  /// The service refused it, and says why.
  case refused(Problem)
  /// There is no connection to the broker, or it takes no messages.
  case unreachable
  /// No service answered in time. A command may still be done: the same one, sent again, is done once.
  case unanswered(service: String)
  /// What came back is not what the contract says.
  case unreadable

  /// The code of a refusal.
  var code: String? {
    if case .refused(let problem) = self { problem.code.rawValue } else { nil }
  }

  /// Whether the thing that was asked for is not there.
  var isNotFound: Bool { code?.hasSuffix("-not-found") ?? false }
}
