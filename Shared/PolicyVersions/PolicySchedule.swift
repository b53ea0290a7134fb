import Failures
import Messages
import Vocabulary

/// All versions of a service's policy at an instant: the one in force, and those scheduled after it.
///
/// Versions come in force in the order of their numbers, so a change builds on the last one that was not withdrawn, and
/// its date is not before that one's. What decides by the policy reads one row in SQL, by the same rule: the greatest
/// version whose time has come and that was not withdrawn.
package struct PolicySchedule<Terms: Sendable>: Sendable {
  /// The instant that it is looked at.
  package let now: Timestamp
  private var versions: [DatedVersion<Terms>]
  /// The versions that changes added, in order.
  package private(set) var added: [DatedVersion<Terms>] = []
  /// The numbers of versions that cancellations withdrew.
  package private(set) var withdrawn: [Int] = []

  /// The versions that are kept, in the order of their numbers; throws `NothingInForce` where none is in force.
  ///
  /// An instant that somebody decided at has passed: a message that waited for another's decision is not before it,
  /// although it was taken from its queue before. So versions that are in force at once keep their order, too.
  package init(_ versions: [DatedVersion<Terms>], at instant: Timestamp) throws(NothingInForce) {
    // Where no instant was kept, the version came in force when it was decided.
    let now = versions.compactMap { $0.decidedAt ?? $0.inForceSince }.reduce(instant, max)
    guard versions.contains(where: { $0.isInForce(at: now) }) else { throw NothingInForce(subject: "policy") }
    self.now = now
    self.versions = versions
  }

  /// The version in force.
  package var inForce: DatedVersion<Terms> { versions.last { $0.isInForce(at: now) } ?? versions[0] }

  /// The versions that will come in force, in order.
  package var upcoming: [DatedVersion<Terms>] {
    versions.filter { !$0.isWithdrawn && !$0.isInForce(at: now) }
  }

  /// The version that another was made of: the last one before it that was not withdrawn.
  package func former(of version: DatedVersion<Terms>) -> DatedVersion<Terms>? {
    versions.last { $0.number < version.number && !$0.isWithdrawn }
  }

  /// What would be left if a scheduled version were cancelled: the last version before it that is in force or will be.
  package func left(without number: Int) -> DatedVersion<Terms> {
    upcoming.last { $0.number < number } ?? inForce
  }

  /// What would be withdrawn if a scheduled version were cancelled: that one, and those scheduled after it.
  package func withdrawn(with number: Int) -> [DatedVersion<Terms>] { upcoming.filter { $0.number >= number } }

  /// Adds a version that is made of the last one's terms and of its own number, and gives it back.
  ///
  /// It is in force at once where no date is given, or one that has passed. Throws a problem where the date is too far
  /// ahead, where a version is scheduled that would come in force later than it, and what `make` throws.
  package mutating func change(
    inForceFrom date: Timestamp?, _ make: (_ terms: Terms, _ number: Int) throws(Problem) -> Terms
  ) throws(Problem) -> DatedVersion<Terms> {
    let since = max(date ?? now, now)
    guard since <= PolicyChangesAreNear.latest(from: now) else { throw PolicyChangesAreNear.problem }
    if let pending = upcoming.last, let due = pending.inForceSince, since < due {
      throw .policyChangePending(pending.number, inForceFrom: due)
    }
    let number = (versions.last?.number ?? 0) + 1
    let version = DatedVersion(
      number: number, inForceSince: since, decidedAt: now,
      terms: try make((upcoming.last ?? inForce).terms, number))
    versions.append(version)
    added.append(version)
    return version
  }

  /// Withdraws a scheduled version and those scheduled after it, which were made of it; their numbers.
  package mutating func cancel(_ number: Int) throws(Problem) -> [Int] {
    guard let version = versions.first(where: { $0.number == number && !$0.isWithdrawn }) else {
      throw Problem(.policyVersionNotFound, detail: "There is no version \(number), or it was cancelled before.")
    }
    guard !version.isInForce(at: now) else {
      throw Problem(.policyAlreadyInForce, detail: "Version \(number) has come in force: change the policy instead.")
    }
    let cancelled = upcoming.map(\.number).filter { $0 >= number }
    for index in versions.indices where cancelled.contains(versions[index].number) {
      versions[index].isWithdrawn = true
    }
    withdrawn += cancelled
    return cancelled
  }
}

extension Problem {
  /// A change would come in force before one that is scheduled already.
  fileprivate static func policyChangePending(_ version: Int, inForceFrom date: Timestamp) -> Problem {
    Problem(
      .policyChangePending,
      detail: """
        Version \(version) comes in force at \(date): give a date that is not before it, or cancel it \
        (cancel-policy-change).
        """)
  }
}
