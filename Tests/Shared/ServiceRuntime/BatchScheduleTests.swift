import ServiceRuntime
import TestStack
import Testing

@Suite("Schedule of batches")
struct BatchScheduleTests {
  private typealias Schedule = BatchSchedule<Int>

  @Test("what reaches nothing in common is handled at the same time, what does is handled afterwards")
  func parts() {
    var schedule = Schedule(limit: 2, width: 2)
    for (element, thing) in [(0, 7), (1, 7), (2, 7), (3, 8), (4, 7), (5, 9)] {
      schedule.add(element, reaching: .things([thing]))
    }
    let first = schedule.next()
    let second = schedule.next()
    #expect(first?.elements == [0, 1])
    #expect(second?.elements == [3, 5])
    #expect(schedule.next() == nil)
    if let second { schedule.finished(second.number) }
    #expect(schedule.next() == nil, "what waits reaches what the first does")
    if let first { schedule.finished(first.number) }
    #expect(schedule.next()?.elements == [2, 4])
  }

  @Test("what comes later never passes what it shares a thing with, though that one waits for another")
  func chain() {
    var schedule = Schedule(limit: 1, width: 2)
    schedule.add(0, reaching: .things([1]))
    schedule.add(1, reaching: .things([1, 2]))
    schedule.add(2, reaching: .things([2]))
    schedule.add(3, reaching: .things([3]))
    #expect(schedule.next()?.elements == [0])
    #expect(schedule.next()?.elements == [3])
  }

  @Test("what may reach anything has the lane for itself, and nothing passes it")
  func lane() {
    var schedule = Schedule(limit: 10, width: 3)
    schedule.add(0, reaching: .things([1]))
    let first = schedule.next()
    schedule.add(1, reaching: .lane)
    for element in 2..<12 { schedule.add(element, reaching: .things([element])) }
    #expect(schedule.next() == nil)
    if let first { schedule.finished(first.number) }
    #expect(schedule.next()?.elements == Array(1..<11))
    #expect(schedule.next() == nil)
  }

  @Test("what is to be handled alone is a batch of its own")
  func alone() {
    var schedule = Schedule(limit: 10, width: 2)
    schedule.add(0, reaching: .things([1]))
    schedule.add(1, reaching: .alone)
    schedule.add(2, reaching: .alone)
    schedule.add(3, reaching: .things([1]))
    var batches: [[Int]] = []
    while let batch = schedule.next() {
      batches.append(batch.elements)
      #expect(schedule.next() == nil)
      schedule.finished(batch.number)
    }
    #expect(batches == [[0], [1], [2], [3]])
  }

  @Test("a few are no batch beside another: they wait for more to come, or for that one to end")
  func few() {
    var schedule = Schedule(limit: 10, width: 2)
    schedule.add(0, reaching: .things([0]))
    let first = schedule.next()
    for element in 1..<5 { schedule.add(element, reaching: .things([element])) }
    #expect(schedule.next() == nil)
    schedule.add(5, reaching: .things([5]))
    #expect(schedule.next()?.elements == [1, 2, 3, 4, 5])
    #expect(first != nil)
  }

  @Test(
    "whatever comes, in whatever order batches end: each once, in its order by thing, none beside what it shares a thing with",
    arguments: 0..<200 as Range<UInt64>)
  func anyStory(seed: UInt64) {
    var story = ScheduleStory(seed: seed)
    story.tell(steps: 600)
    story.end()
  }
}

/// A generated story of a schedule, and what has to be true of it.
private struct ScheduleStory {
  private var generator: SeededGenerator
  private var schedule: BatchSchedule<Int>
  private var reaches: [LaneReach] = []
  private var underway: [Int: [Int]] = [:]
  private var handed: Set<Int> = []
  private var gone: Set<Int> = []
  /// The last of each thing that was handed out.
  private var last: [Int: Int] = [:]
  private var lastOfLane = -1
  private var lastOfAll = -1

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    schedule = BatchSchedule(
      limit: Int.random(in: 1...12, using: &generator), width: Int.random(in: 1...4, using: &generator))
  }

  mutating func tell(steps: Int) {
    for _ in 0..<steps {
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<5: add()
      case 5..<7: begin()
      case 9 where Int.random(in: 0..<10, using: &generator) == 0: forget()
      default: finishAny()
      }
    }
  }

  /// Nothing may be left waiting.
  mutating func end() {
    while schedule.waitingCount > 0 {
      let before = schedule.waitingCount
      begin()
      #expect(schedule.waitingCount < before || !underway.isEmpty, "nobody is handled, and nothing may begin")
      if schedule.waitingCount == before { finishAny() }
    }
    #expect(handed.union(gone).count == reaches.count)
  }

  private mutating func add() {
    let reach: LaneReach =
      switch Int.random(in: 0..<40, using: &generator) {
      case 0: .lane
      case 1: .alone
      default:
        .things((0..<Int.random(in: 0...3, using: &generator)).map { _ in Int.random(in: 0..<25, using: &generator) })
      }
    schedule.add(reaches.count, reaching: reach)
    reaches.append(reach)
  }

  private mutating func begin() {
    guard let batch = schedule.next() else { return }
    #expect(!batch.elements.isEmpty && batch.elements.count <= schedule.limit)
    #expect(underway.isEmpty || batch.elements.count >= schedule.least)
    for element in batch.elements { hand(element, in: batch.elements) }
    underway[batch.number] = batch.elements
    #expect(underway.count == schedule.underwayCount && underway.count <= schedule.width)
  }

  private mutating func hand(_ element: Int, in batch: [Int]) {
    #expect(handed.insert(element).inserted && !gone.contains(element))
    let others = underway.values.joined()
    switch reaches[element] {
    case .things(let things):
      #expect(element > lastOfLane, "it passed what reaches anything")
      for thing in Set(things) {
        #expect(element > last[thing, default: -1], "it was passed by a later one of the same thing")
        last[thing] = max(last[thing, default: -1], element)
      }
      for other in others {
        guard case .things(let taken) = reaches[other] else {
          Issue.record("it is handled beside what reaches anything")
          continue
        }
        #expect(Set(taken).isDisjoint(with: things))
      }
    case .lane, .alone:
      #expect(underway.isEmpty && element > lastOfAll)
      #expect(reaches[element] == .lane || batch.count == 1)
      lastOfLane = element
    }
    lastOfAll = max(lastOfAll, element)
  }

  private mutating func finishAny() {
    guard let number = underway.keys.sorted().randomElement(using: &generator) else { return }
    underway[number] = nil
    schedule.finished(number)
  }

  /// What came over a connection that is lost.
  private mutating func forget() {
    let void = (0..<reaches.count).filter { !handed.contains($0) && Bool.random(using: &generator) }
    gone.formUnion(void)
    schedule.forget { void.contains($0) }
  }
}
