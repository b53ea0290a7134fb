/// What one piece of work has met so far, and what therefore becomes of its next failure.
///
/// A value without I/O: whoever works tells it of each failure and does what it says.
///
/// - What everybody meets is never the work's fault: it waits, whole, and no attempt is counted.
/// - Where time ran out, it may be everybody's doing or one message's. It waits too; from time to time the work is
///   divided. A single message is at fault only if others passed while it did not.
/// - Contention is met once by the whole, on what the other has committed; after that in halves.
/// - What fails by itself is divided until it is alone, and then given up.
public struct FailureCourse: Sendable {
  private let limits: FailureLimits
  private var waits = 0
  private var overtimes = 0
  private var collisions = 0
  /// Attempts that count against the work itself.
  public private(set) var attempts: Int

  /// A course of work that was tried so often before, maybe by another process.
  public init(limits: FailureLimits = FailureLimits(), attempts: Int = 0) {
    self.limits = limits
    self.attempts = attempts
  }

  /// What becomes of work that failed.
  ///
  /// `size` is how many things it holds; `othersPassed` says whether other work of its kind succeeded since this was last
  /// tried.
  public mutating func fate(
    of failure: FailureKind, size: Int, othersPassed: Bool = false, using generator: inout some RandomNumberGenerator
  ) -> Fate {
    switch failure {
    case .everybodys:
      waits += 1
      return .pause(limits.wait(waits, using: &generator))
    case .overtime:
      return overtime(size: size, othersPassed: othersPassed, using: &generator)
    case .contention where size > 1:
      collisions += 1
      return collisions == 1 ? .again(after: .zero) : .split
    case .own where size > 1, .unforeseen where size > 1:
      return .split
    case .own:
      attempts += 1
      return .bury(attempts == 1 ? .permanent : .exhausted(attempts: attempts))
    case .contention, .unforeseen:
      return attempt(using: &generator)
    }
  }

  /// What becomes of work that failed, with pauses that no seed decides.
  public mutating func fate(of failure: FailureKind, size: Int, othersPassed: Bool = false) -> Fate {
    var generator = SystemRandomNumberGenerator()
    return fate(of: failure, size: size, othersPassed: othersPassed, using: &generator)
  }

  /// The work succeeded, or a long life held for a while: what comes next begins anew.
  public mutating func succeeded() {
    self = FailureCourse(limits: limits)
  }

  private mutating func overtime(
    size: Int, othersPassed: Bool, using generator: inout some RandomNumberGenerator
  ) -> Fate {
    overtimes += 1
    if size > 1, overtimes >= limits.overtimesBeforeSplit { return .split }
    guard size == 1, othersPassed else { return .pause(limits.wait(overtimes, using: &generator)) }
    return attempt(using: &generator)
  }

  private mutating func attempt(using generator: inout some RandomNumberGenerator) -> Fate {
    attempts += 1
    guard attempts < limits.attempts else { return .bury(.exhausted(attempts: attempts)) }
    return .again(after: limits.pause(attempts, using: &generator))
  }
}
