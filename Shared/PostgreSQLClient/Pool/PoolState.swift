import DequeModule

/// Decides who gets which connection; pure, the pool does the opening, closing and waking.
///
/// A place is the right to hold one connection; there are as many as the pool may have. Those who wait get places in
/// the order they came.
package struct PoolState<Connection> {
  /// A place, with the connection that is to be used or none, where one is to be opened.
  package enum Grant {
    case use(Connection)
    case open
  }

  /// What to do for one who asks.
  package enum Answer {
    case granted(Grant)
    case wait
    case refusedAsClosed
  }

  /// What to do after a place came back.
  package enum Action {
    case nothing
    case hand(Grant, to: Int)
    /// The pool is closed and its last place came back.
    case finish
  }

  package let limit: Int
  private var idle: [Connection] = []
  private var leased = 0
  private var waiting: Deque<Int> = []
  private(set) var isClosed = false

  package init(limit: Int) {
    self.limit = max(1, limit)
  }

  package var counts: PoolCounts { PoolCounts(idle: idle.count, leased: leased, waiting: waiting.count) }

  /// Whether nothing is in use.
  package var isDrained: Bool { leased == 0 }

  /// Asks for a place; connections that turn out unusable are handed to `discard`.
  package mutating func ask(isUsable: (Connection) -> Bool, discarded: inout [Connection]) -> Answer {
    if isClosed { return .refusedAsClosed }
    guard leased < limit else { return .wait }
    leased += 1
    // The last one used is the warmest.
    while let connection = idle.popLast() {
      if isUsable(connection) { return .granted(.use(connection)) }
      discarded.append(connection)
    }
    return .granted(.open)
  }

  /// Puts one who was told to wait at the end of the line.
  package mutating func wait(_ waiter: Int) {
    waiting.append(waiter)
  }

  /// Takes one out of the line; false when he is not in it.
  package mutating func leave(_ waiter: Int) -> Bool {
    guard let index = waiting.firstIndex(of: waiter) else { return false }
    waiting.remove(at: index)
    return true
  }

  /// Takes a place back, with its connection where that can be used again.
  package mutating func giveBack(_ connection: Connection?) -> Action {
    if let waiter = waiting.popFirst() { return .hand(connection.map { .use($0) } ?? .open, to: waiter) }
    leased -= 1
    if let connection, !isClosed { idle.append(connection) }
    return isClosed && leased == 0 ? .finish : .nothing
  }

  /// Takes the unused connections, so that new ones are opened when there is need.
  package mutating func takeIdle() -> [Connection] {
    defer { idle = [] }
    return idle
  }

  /// Closes: nobody gets a place any more.
  ///
  /// Returns the unused connections and those who wait.
  package mutating func close() -> (idle: [Connection], waiting: [Int]) {
    isClosed = true
    defer { (idle, waiting) = ([], []) }
    return (idle, Array(waiting))
  }
}
