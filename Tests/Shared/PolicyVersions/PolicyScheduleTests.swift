import Failures
import Messages
import PolicyVersions
import Testing
import Vocabulary

@Suite("Versions of a policy by their dates")
struct PolicyScheduleTests {
  private let start = Timestamp("2026-11-24T10:00:00Z")!
  private func later(_ seconds: Double) -> Timestamp { start.adding(seconds: seconds) }

  /// A policy whose terms are the numbers of the versions that led to it.
  private func schedule(at now: Timestamp? = nil) throws -> PolicySchedule<[Int]> {
    let first = DatedVersion(number: 1, inForceSince: nil, decidedAt: nil, terms: [1])
    return try PolicySchedule([first], at: now ?? start)
  }

  /// The same policy as it is read again at another instant.
  private func read(_ schedule: PolicySchedule<[Int]>, at now: Timestamp) throws -> PolicySchedule<[Int]> {
    let first = DatedVersion(number: 1, inForceSince: nil, decidedAt: nil, terms: [1])
    let kept = schedule.added.map { version in
      DatedVersion(
        number: version.number, inForceSince: version.inForceSince, decidedAt: version.decidedAt,
        isWithdrawn: schedule.withdrawn.contains(version.number), terms: version.terms)
    }
    return try PolicySchedule([first] + kept, at: now)
  }

  @discardableResult
  private func change(
    _ schedule: inout PolicySchedule<[Int]>, from date: Timestamp? = nil
  ) throws(Problem) -> DatedVersion<[Int]> {
    try schedule.change(inForceFrom: date) { terms, number throws(Problem) in terms + [number] }
  }

  @Test("without a date, or with one that has passed, a version is in force at once")
  func atOnce() throws {
    for date in [nil, start, later(-86_400)] {
      var schedule = try schedule()
      let version = try change(&schedule, from: date)
      #expect(version.inForceSince == start)
      #expect(version.inForceFrom == nil)
      #expect(schedule.inForce.number == 2)
      #expect(schedule.upcoming.isEmpty)
    }
  }

  @Test("a scheduled version is in force at its instant exactly, and not before")
  func exactly() throws {
    var schedule = try schedule()
    let version = try change(&schedule, from: later(60))
    #expect(version.inForceFrom == later(60))
    #expect(schedule.inForce.number == 1)
    let justBefore = Timestamp(microseconds: later(60).microseconds - 1)
    #expect(try read(schedule, at: justBefore).inForce.number == 1)
    #expect(try read(schedule, at: justBefore).upcoming.map(\.number) == [2])
    #expect(try read(schedule, at: later(60)).inForce.number == 2)
    #expect(try read(schedule, at: later(60)).upcoming.isEmpty)
  }

  @Test("a change builds on the last version, scheduled or not; the greatest of one instant is in force")
  func order() throws {
    var schedule = try schedule()
    try change(&schedule, from: later(60))
    try change(&schedule, from: later(60))
    try change(&schedule, from: later(90))
    #expect(schedule.upcoming.map(\.terms) == [[1, 2], [1, 2, 3], [1, 2, 3, 4]])
    #expect(try read(schedule, at: later(60)).inForce.number == 3)
    #expect(try read(schedule, at: later(90)).inForce.terms == [1, 2, 3, 4])
  }

  @Test("what would come in force before a scheduled version is refused, and says which one and when")
  func pending() throws {
    var schedule = try schedule()
    try change(&schedule, from: later(60))
    for date in [nil, later(59.999_999)] {
      let problem = #expect(throws: Problem.self) { try change(&schedule, from: date) }
      #expect(problem?.code == .policyChangePending)
      #expect(problem?.status == 409)
      #expect(problem?.detail.contains("Version 2 comes in force at 2026-11-24T10:01:00Z") == true)
      #expect(problem?.detail.contains("cancel-policy-change") == true)
    }
    var due = try read(schedule, at: later(60))
    #expect(try change(&due).number == 3)
  }

  @Test("ten years ahead is the most")
  func tenYears() throws {
    var schedule = try schedule()
    let problem = #expect(throws: Problem.self) { try change(&schedule, from: later(3653 * 86_400 + 1)) }
    #expect(problem?.code == .invalidMessage)
    #expect(problem?.errors?.map(\.field) == ["inForceFrom"])
    #expect(try change(&schedule, from: later(3653 * 86_400)).number == 2)
  }

  @Test("a cancellation withdraws the version and those after it; their numbers are never used again")
  func cancellation() throws {
    var schedule = try schedule()
    for seconds in [60.0, 70, 80] { try change(&schedule, from: later(seconds)) }
    #expect(try schedule.cancel(3) == [3, 4])
    #expect(schedule.upcoming.map(\.number) == [2])
    let next = try change(&schedule, from: later(65))
    #expect(next.number == 5)
    #expect(next.terms == [1, 2, 5])
    #expect(try read(schedule, at: later(100)).inForce.number == 5)
    #expect(schedule.withdrawn == [3, 4])
  }

  @Test("what is in force, is unknown or was cancelled cannot be cancelled")
  func noCancellation() throws {
    var schedule = try schedule()
    try change(&schedule, from: later(60))
    #expect(#expect(throws: Problem.self) { try schedule.cancel(1) }?.code == .policyAlreadyInForce)
    #expect(#expect(throws: Problem.self) { try schedule.cancel(9) }?.code == .policyVersionNotFound)
    #expect(try schedule.cancel(2) == [2])
    #expect(#expect(throws: Problem.self) { try schedule.cancel(2) }?.code == .policyVersionNotFound)
    try change(&schedule)
    try change(&schedule)
    #expect(#expect(throws: Problem.self) { try schedule.cancel(3) }?.code == .policyAlreadyInForce)
  }

  @Test("who was taken from the queue before another decided decides after it all the same")
  func clocks() throws {
    var ahead = try schedule(at: later(5))
    try change(&ahead)
    var behind = try read(ahead, at: start)
    #expect(behind.inForce.number == 2)
    let version = try change(&behind)
    #expect(version.number == 3)
    #expect(version.inForceSince == later(5))
    #expect(version.inForceFrom == nil)
    #expect(behind.inForce.number == 3)
  }

  @Test("without a version there is nothing to decide by")
  func empty() {
    #expect(throws: NothingInForce.self) { try PolicySchedule([DatedVersion<Int>](), at: start) }
  }
}
