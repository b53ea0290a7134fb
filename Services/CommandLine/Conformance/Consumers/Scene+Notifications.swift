import AMQPClient
import Messages
import Topology
import Vocabulary

/// What a staff tool is told and does.
extension Scene {
  /// Notifications of the story.
  func story(_ count: Int) throws -> [Told] {
    try random { random in Result { try (0..<count).map { _ in try Story.notification(&random) } } }.get()
  }

  /// Tells many at once.
  func tell(_ story: [Told]) async throws {
    try await platform.publish(story.map(\.message), as: Told.login)
  }

  /// Starts the tool and has it listen to what staff are told, from now on.
  func startListening() async throws {
    try await start()
    order("listen", ["topics": .array(["staff.#"])])
    try await consuming()
  }

  /// Ids that were handed over for work, in their order.
  var told: [String] {
    journal.entries.compactMap(\.line).compactMap { if case .told(let id) = $0 { id } else { nil } }
  }

  /// Waits until a notification is handed over.
  func toldOf(_ id: String, from start: Int = 0, _ check: Check = .tells) async throws {
    let line = await wait(from: start) { $0.line == .told(id: id) }
    let ended = line == nil ? journal.entries.dropFirst(start).compactMap(\.status).first : nil
    try require(
      check, line != nil,
      seen: ended.map { "it ended with status \($0) before it told \(id)" }
        ?? "\(id) was not told within \(patience.components.seconds) s")
  }

  /// Tells a last notification, and waits for it: what came before it was seen by then.
  func last(_ check: Check = .tells) async throws {
    guard let told = try story(1).first else { return }
    let start = journal.count
    try await tell(told)
    try await toldOf(told.id, from: start, check)
  }

  /// Deliveries that were handed to the program and not acknowledged, at most at a time, on any one connection.
  var largestHand: Int {
    var open: [Int: Int] = [:]
    var largest = 0
    for case .wire(let event) in journal.entries {
      switch event.fact {
      case .delivered: open[event.connection, default: 0] += 1
      case .method(.acknowledge(_, true)), .method(.reject(_, true)): open[event.connection] = 0
      case .method(.acknowledge), .method(.reject): open[event.connection, default: 1] -= 1
      default: break
      }
      largest = max(largest, open[event.connection] ?? 0)
    }
    return largest
  }

  /// Whether a notification was acknowledged, by the broker's tags of the connections so far.
  func isAcknowledged(_ id: String) -> Bool {
    var tags: [String: UInt64] = [:]
    for case .wire(let event) in journal.entries {
      let place = "\(event.connection) \(event.channel)"
      switch event.fact {
      case .delivered(let tag, id): tags[place] = tag
      case .method(.acknowledge(let tag, let multiple)):
        if let delivered = tags[place], tag == delivered || multiple && (tag > delivered || tag == 0) { return true }
      default: break
      }
    }
    return false
  }
}
