import Vocabulary
import AMQPClient
import Failures

/// A part of a batch that is tried, with what it has met.
struct Piece {
  let deliveries: [Delivery]
  /// Why it is given up, once it is.
  private(set) var reason: DeadLetterReason?
  /// Whether its attempt by this process is written down.
  private(set) var isNoted = false
  /// How often it was tried in vain.
  private(set) var failures: Int
  private var course: FailureCourse
  private var commitsBefore: Int?

  init(_ deliveries: [Delivery], limits: FailureLimits, failures: Int = 0) {
    self.deliveries = deliveries
    self.failures = failures
    self.course = FailureCourse(limits: limits)
  }

  /// What becomes of it after a failure, when the lane has committed so many batches.
  mutating func fate(of failure: FailureKind, commits: Int) -> Fate {
    defer { commitsBefore = commits }
    failures += 1
    let othersPassed = commitsBefore.map { $0 < commits } ?? false
    return course.fate(of: failure, size: deliveries.count, othersPassed: othersPassed)
  }

  /// Notes an attempt that is written down; with too many before, it is given up without being read.
  mutating func noted(attempts: Int, limit: Int) {
    isNoted = true
    guard attempts > limit else { return }
    reason = DeadLetterReason(
      code: .attemptsExhausted, detail: "the process ended at each of \(attempts - 1) attempts", attempts: attempts - 1,
      isUnread: true)
  }

  /// Gives its one message up; where even that failed, with less and less of it.
  mutating func bury(_ burial: Fate.Burial, because error: any Error) {
    reason = DeadLetterReason(
      code: burial == .permanent ? .handlingFailed : .attemptsExhausted,
      detail: reason?.detail ?? ErrorDetail.of(error),
      attempts: course.attempts, isBare: reason != nil)
    course = FailureCourse(limits: FailureLimits())
  }
}
