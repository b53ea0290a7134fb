import AMQPClient
import FoundationEssentials
import Topology
import Vocabulary

/// Puts events that go to the same key at once into one message: CloudEvents in batch mode.
///
/// Between services only: what is published on other exchanges is read by systems and tools that expect single messages.
package struct EventFolding: Sendable {
  /// Fewer events than this go one by one: a message each costs little then, and whoever looks on sees them.
  package static let minimum = 10

  /// Events in one message at most; 1 folds nothing.
  let limit: Int

  package init(limit: Int) {
    self.limit = limit
  }

  /// The messages to publish: an event that stays single where it stood, a folded one where the last of its key stood.
  package func fold(_ messages: [OutboxMessage]) -> [OutboxMessage] {
    guard limit > 1, messages.count >= Self.minimum else { return messages }
    var positions: [String: [Int]] = [:]
    for (position, owed) in messages.enumerated() where owed.message.exchange == Exchange.events.rawValue {
      positions[owed.message.routingKey, default: []].append(position)
    }
    positions = positions.filter { $0.value.count >= Self.minimum }
    guard !positions.isEmpty else { return messages }
    var folded: [Int: OutboxMessage] = [:]
    for group in positions.values {
      for start in stride(from: 0, to: group.count, by: limit) {
        let part = group[start..<min(start + limit, group.count)]
        folded[part[part.endIndex - 1]] = Self.one(of: part.map { messages[$0] })
      }
    }
    let gone = Set(positions.values.joined())
    return messages.indices.compactMap { folded[$0] ?? (gone.contains($0) ? nil : messages[$0]) }
  }

  private static func one(of events: [OutboxMessage]) -> OutboxMessage {
    guard events.count > 1 else { return events[0] }
    var body: [UInt8] = []
    body.reserveCapacity(events.reduce(2) { $0 + $1.message.body.count + 1 })
    for event in events {
      body.append(UInt8(ascii: body.isEmpty ? "[" : ","))
      body.append(contentsOf: event.message.body)
    }
    body.append(UInt8(ascii: "]"))
    let id = UUID.version7()
    var message = events[0].message
    message.properties.contentType = ContentType.batch
    message.properties.messageID = id.lowercased
    message.properties.headers = [:]
    message.body = Data(body)
    return OutboxMessage(id: id, message: message, eventCount: events.count)
  }
}
