/// What is in a queue, as `GET /api/queues` tells it: some seconds old.
public struct QueueContent: Decodable, Sendable {
  let name: String
  let vhost: String
  /// Nil where the broker has not counted yet.
  let messages: Int?
  let consumers: Int?
}

/// What to take away of what is left over on a broker, and what has to stay for now.
///
/// RabbitMQ cannot delete a quorum queue on condition that it is empty. So a queue goes only where nothing is bound to it any
/// more, nobody consumes it and nothing is in it; one that was bound until now goes the next time, when what came last has been
/// counted.
public struct TopologyRemoval: Sendable {
  /// The paths under which to DELETE, in this order: first bindings, then exchanges, then queues.
  public let paths: [String]
  /// What stays, a line each, with the reason.
  public let staying: [String]

  /// What to do about differences, knowing what is in queues; with `takingMessages` also queues that are not empty.
  public init(of differences: [TopologyDifference], queues: [QueueContent], takingMessages: Bool = false) {
    let contents = queues.filter { $0.vhost == Topology.virtualHost }.map { ($0.name, $0) }
    let known = Dictionary(contents) { first, _ in first }
    let removable = differences.filter { $0.removal != nil }
    let bound = Set(removable.filter { !$0.isQueue }.compactMap(\.queue))
    var paths = removable.filter { !$0.isQueue }.sorted { $0.thing < $1.thing }.compactMap(\.removal)
    var staying: [String] = []
    for difference in removable where difference.isQueue {
      guard let name = difference.queue, let path = difference.removal else { continue }
      let reason = bound.contains(name) ? "it was bound until now" : known[name].reason(takingMessages: takingMessages)
      if let reason {
        staying.append("\(difference.thing) stays: \(reason)")
      } else {
        paths.append(path)
      }
    }
    self.paths = paths
    self.staying = staying
  }
}

extension TopologyDifference {
  fileprivate var isQueue: Bool { queue.map { thing == "queue \($0)" } ?? false }
}

extension QueueContent? {
  /// Why the queue stays; nil where it may go.
  fileprivate func reason(takingMessages: Bool) -> String? {
    guard let self, let messages = self.messages, let consumers = self.consumers else {
      return "the broker has not counted yet what is in it"
    }
    if consumers > 0 { return "it is consumed" }
    return messages > 0 && !takingMessages ? "\(messages) messages are in it" : nil
  }
}
