import Failures
import TestStack
import Testing

@Suite("What becomes of a failure")
struct FailureCourseTests {
  private static let limits = FailureLimits()

  @Test("what everybody meets is waited for, whole, and never counts against the work", arguments: [1, 2, 200])
  func everybodys(size: Int) {
    var course = FailureCourse()
    for _ in 0..<1000 {
      guard case .pause(let pause) = course.fate(of: .everybodys, size: size) else { return #expect(Bool(false)) }
      #expect(pause > .zero && pause <= Self.limits.longestWait)
    }
    #expect(course.attempts == 0)
  }

  @Test("what fails by itself is halved until it is alone, and then given up at once, as permanent")
  func own() {
    var course = FailureCourse()
    #expect(course.fate(of: .own, size: 200) == .split)
    #expect(course.fate(of: .own, size: 2) == .split)
    #expect(course.fate(of: .own, size: 1) == .bury(.permanent))
  }

  @Test("contention is met once by the whole, then by halves, and alone as often as is allowed")
  func contention() {
    var whole = FailureCourse()
    #expect(whole.fate(of: .contention, size: 200) == .again(after: .zero))
    #expect(whole.fate(of: .contention, size: 200) == .split)
    var alone = FailureCourse()
    for _ in 1..<Self.limits.attempts {
      guard case .again(let pause) = alone.fate(of: .contention, size: 1) else { return #expect(Bool(false)) }
      #expect(pause <= Self.limits.longestPause)
    }
    #expect(alone.fate(of: .contention, size: 1) == .bury(.exhausted(attempts: Self.limits.attempts)))
  }

  @Test("time that runs out is nobody's fault while nothing else passes; work is divided now and then to find out")
  func overtime() {
    var whole = FailureCourse()
    var fates: [Fate] = []
    for _ in 0..<Self.limits.overtimesBeforeSplit { fates.append(whole.fate(of: .overtime, size: 10)) }
    #expect(fates.last == .split)
    for fate in fates.dropLast() {
      guard case .pause = fate else { return #expect(Bool(false)) }
    }
    var alone = FailureCourse()
    for _ in 0..<100 {
      guard case .pause = alone.fate(of: .overtime, size: 1) else { return #expect(Bool(false)) }
    }
    #expect(alone.attempts == 0)
  }

  @Test("one message whose time runs out again and again while others pass is at fault")
  func slowAlone() {
    var course = FailureCourse()
    var count = 0
    while case .again = course.fate(of: .overtime, size: 1, othersPassed: true) { count += 1 }
    #expect(count == Self.limits.attempts - 1)
  }

  @Test("attempts of a process before count")
  func earlierAttempts() {
    var course = FailureCourse(attempts: Self.limits.attempts - 1)
    #expect(course.fate(of: .unforeseen, size: 1) == .bury(.exhausted(attempts: Self.limits.attempts)))
  }

  @Test("whatever fails in whatever order, work ends or waits a bounded while", arguments: 0..<200 as Range<UInt64>)
  func anyOrder(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let kinds: [FailureKind] = [.everybodys, .overtime, .contention, .own, .unforeseen]
    var course = FailureCourse()
    var size = Int.random(in: 1...200, using: &generator)
    var (splits, agains) = (0, 0)
    for _ in 0..<2000 {
      let kind = kinds.randomElement(using: &generator) ?? .own
      let before = course.attempts
      switch course.fate(
        of: kind, size: size, othersPassed: Bool.random(using: &generator), using: &generator)
      {
      case .again(let pause):
        #expect(pause >= .zero && pause <= Self.limits.longestPause)
        agains += 1
      case .pause(let pause):
        #expect(pause > .zero && pause <= Self.limits.longestWait)
        #expect(course.attempts == before)
      case .split:
        #expect(size > 1)
        size /= 2
        splits += 1
        course = FailureCourse()
      case .bury:
        #expect(size == 1 && kind != .everybodys)
        return
      }
    }
    #expect(splits <= 8 && agains <= 8 + Self.limits.attempts)
  }
}
