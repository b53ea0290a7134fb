/// Parts what a lane has in hand into batches of which several may be handled at the same time.
///
/// Pure. No two batches that are handled at the same time reach the same thing, and what reaches the same thing is handed
/// out in the order in which it came. Nothing waits for ever: what comes later never passes what it shares a thing with,
/// and nothing passes what reaches anything.
package struct BatchSchedule<Element> {
  /// What is to be handled together.
  package struct Batch {
    /// Names it to `finished`.
    package let number: Int
    /// In the order in which they came.
    package let elements: [Element]
  }

  private struct Waiting {
    let element: Element
    let reach: LaneReach
  }

  /// Elements in a batch at most.
  package let limit: Int
  /// Batches that are handled at the same time at most.
  package let width: Int
  /// Elements that are worth a batch beside another: what is fewer waits for that one, and for more to come.
  package let least: Int

  private var waiting: [Waiting] = []
  private var underway: [Int: Set<Int>] = [:]
  /// What the batches under way reach, all together.
  private var taken: Set<Int> = []
  /// Whether the one batch under way reaches anything.
  private var isLaneTaken = false
  private var nextNumber = 0

  /// A schedule of batches of up to `limit` elements, `width` of them at the same time.
  package init(limit: Int, width: Int) {
    self.limit = max(1, limit)
    self.width = max(1, width)
    self.least = max(1, limit / 2)
  }

  /// How many elements wait.
  package var waitingCount: Int { waiting.count }

  /// How many batches are handled.
  package var underwayCount: Int { underway.count }

  /// Adds what came last.
  package mutating func add(_ element: Element, reaching reach: LaneReach) {
    waiting.append(Waiting(element: element, reach: reach))
  }

  /// Forgets some of what waits.
  package mutating func forget(where isVoid: (Element) -> Bool) {
    waiting.removeAll { isVoid($0.element) }
  }

  /// The next batch that may be handled now; nil where there is none.
  package mutating func next() -> Batch? {
    let least = underway.isEmpty ? 1 : least
    guard underway.count < width, !isLaneTaken, waiting.count >= least else { return nil }
    var choice = Choice(passed: taken, isFirst: underway.isEmpty)
    for (position, entry) in waiting.enumerated() {
      guard choice.count < limit, choice.consider(entry.reach, at: position) else { break }
    }
    return choice.count >= least ? begin(choice) : nil
  }

  private mutating func begin(_ choice: Choice) -> Batch {
    let elements = choice.positions.map { waiting[$0].element }
    if choice.positions.last == choice.count - 1 {
      waiting.removeFirst(choice.count)
    } else {
      let chosen = Set(choice.positions)
      waiting = waiting.indices.filter { !chosen.contains($0) }.map { waiting[$0] }
    }
    defer { nextNumber += 1 }
    underway[nextNumber] = choice.reached
    taken.formUnion(choice.reached)
    isLaneTaken = choice.takesLane
    return Batch(number: nextNumber, elements: elements)
  }

  /// Notes that a batch is done: whoever waited for what it reached need not any more.
  package mutating func finished(_ number: Int) {
    guard let reached = underway.removeValue(forKey: number) else { return }
    taken.subtract(reached)
    isLaneTaken = false
  }

  /// What is chosen for a batch, while what waits is looked through in its order.
  private struct Choice {
    /// What others reach that go first.
    var passed: Set<Int>
    /// Whether no other batch is under way.
    let isFirst: Bool
    var positions: [Int] = []
    var reached: Set<Int> = []
    var takesLane = false

    var count: Int { positions.count }

    /// Takes an element, or passes it over; false where nothing that comes later may be taken.
    mutating func consider(_ reach: LaneReach, at position: Int) -> Bool {
      switch reach {
      case .things(let things):
        if things.contains(where: passed.contains) {
          passed.formUnion(things)
        } else {
          positions.append(position)
          reached.formUnion(things)
        }
        return true
      case .lane:
        // By itself among batches: where it is the first, nothing was passed over.
        guard isFirst else { return false }
        positions.append(position)
        takesLane = true
        return true
      case .alone:
        guard isFirst, positions.isEmpty else { return false }
        positions.append(position)
        takesLane = true
        return false
      }
    }
  }
}
