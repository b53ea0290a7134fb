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

  /// Bytes of events in one message at most, but for a single one: a consumer takes no body of more than a megabyte.
  package static let bytes = 256 * 1024

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
      var rest = group[...]
      while !rest.isEmpty {
        let part = rest.prefix(portion(of: rest, in: messages))
        folded[part[part.endIndex - 1]] = Self.one(of: part.map { messages[$0] })
        rest = rest.dropFirst(part.count)
      }
    }
    let gone = Set(positions.values.joined())
    return messages.indices.compactMap { folded[$0] ?? (gone.contains($0) ? nil : messages[$0]) }
  }

  /// How many of some events go into one message.
  private func portion(of positions: ArraySlice<Int>, in messages: [OutboxMessage]) -> Int {
    var (count, bytes) = (0, 0)
    for position in positions.prefix(limit) {
      bytes += messages[position].message.body.count + 1
      if count > 0, bytes > Self.bytes { break }
      count += 1
    }
    return count
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
