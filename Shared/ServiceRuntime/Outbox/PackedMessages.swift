import AMQPClient
import FoundationEssentials
import Messages

/// The messages of an outbox row as its one column keeps them.
///
/// Each is its id (16 bytes) and four parts: exchange, routing key, properties (JSON), body; a part is its length (four
/// bytes, the highest first) and its bytes.
package enum PackedMessages {
  /// A row ends in the middle of a message.
  package struct Truncated: Error {}

  package static func pack(_ messages: [OutboxMessage]) throws -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(messages.reduce(0) { $0 + $1.message.body.count + 600 })
    for owed in messages {
      withUnsafeBytes(of: owed.id.uuid) { bytes.append(contentsOf: $0) }
      append(owed.message.exchange.utf8, to: &bytes)
      append(owed.message.routingKey.utf8, to: &bytes)
      append(try JSONBytes.encode(StoredProperties(owed.message.properties)), to: &bytes)
      append(owed.message.body, to: &bytes)
    }
    return Data(bytes)
  }

  private static func append(_ part: some Collection<UInt8>, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: part)
  }

  /// Reads what `pack` wrote; throws for anything else.
  package static func unpack(_ data: Data) throws -> [OutboxMessage] {
    var rest = data[...]
    var messages: [OutboxMessage] = []
    while !rest.isEmpty {
      let id = try take(16, from: &rest).withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) }
      let exchange = String(decoding: try part(from: &rest), as: UTF8.self)
      let routingKey = String(decoding: try part(from: &rest), as: UTF8.self)
      let properties = try JSONDecoder().decode(StoredProperties.self, from: try part(from: &rest)).properties
      let message = OutgoingMessage(
        exchange: exchange, routingKey: routingKey, properties: properties, body: Data(try part(from: &rest)))
      messages.append(OutboxMessage(id: UUID(uuid: id), message: message))
    }
    return messages
  }

  private static func part(from rest: inout Data) throws -> Data {
    let length = try take(4, from: &rest).withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self)) }
    return try take(Int(length), from: &rest)
  }

  private static func take(_ count: Int, from rest: inout Data) throws -> Data {
    guard rest.count >= count else { throw Truncated() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
