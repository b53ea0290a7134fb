import Messages
import Vocabulary

/// How far ahead a change of a policy may be scheduled: ten years, beyond which a date is a slip of the pen.
enum PolicyChangesAreNear {
  /// Ten years, with three leap days among them, in seconds.
  private static let seconds = 3653.0 * 86_400

  /// The last instant that a change may be scheduled for.
  static func latest(from now: Timestamp) -> Timestamp { now.adding(seconds: seconds) }

  /// Why a date is refused.
  static var problem: Problem {
    .invalidMessage([FieldError(field: "inForceFrom", message: "is more than ten years ahead")])
  }
}
