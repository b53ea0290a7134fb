import AMQPClient
import FoundationEssentials
import Messages

/// Messages as one column of a row keeps them.
///
/// Each is an id (16 bytes) and four parts: exchange, routing key, properties (JSON), body; a part is its length (four
/// bytes, the highest first) and its bytes.
package struct PackedMessages {
  /// A row ends in the middle of a message.
  package struct Truncated: Error {}

  /// What stands where a message has no id but the one in its envelope.
  static let noID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  /// The column.
  var bytes: [UInt8] = []

  /// Room for some messages.
  init(bodies: Int, of count: Int) {
    bytes.reserveCapacity(bodies + count * 600)
  }

  /// Adds a message; throws where its properties cannot be written.
  mutating func append(_ message: OutgoingMessage, id: UUID) throws {
    withUnsafeBytes(of: id.uuid) { bytes.append(contentsOf: $0) }
    append(message.exchange.utf8)
    append(message.routingKey.utf8)
    if !appendPlain(message.properties) { append(try JSONBytes.encode(StoredProperties(message.properties))) }
    append(message.body)
  }

  private mutating func append(_ part: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: part)
  }

  // MARK: Reading

  /// Reads a column; throws for anything else than what was written.
  static func messages(in data: Data) throws -> [(id: UUID, message: OutgoingMessage)] {
    var rest = data[...]
    var messages: [(id: UUID, message: OutgoingMessage)] = []
    while !rest.isEmpty {
      let id = try take(16, from: &rest).withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) }
      let exchange = String(decoding: try part(from: &rest), as: UTF8.self)
      let routingKey = String(decoding: try part(from: &rest), as: UTF8.self)
      let properties = try JSONDecoder().decode(StoredProperties.self, from: try part(from: &rest)).properties
      let message = OutgoingMessage(
        exchange: exchange, routingKey: routingKey, properties: properties, body: Data(try part(from: &rest)))
      messages.append((UUID(uuid: id), message))
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

extension PackedMessages {
  /// Packs what a transaction owes.
  package static func pack(_ messages: [OutboxMessage]) throws -> [UInt8] {
    var packed = PackedMessages(bodies: messages.reduce(0) { $0 + $1.message.body.count }, of: messages.count)
    for owed in messages { try packed.append(owed.message, id: owed.id) }
    return packed.bytes
  }

  /// Reads what `pack` wrote; throws for anything else.
  package static func unpack(_ data: Data) throws -> [OutboxMessage] {
    try messages(in: data).map { OutboxMessage(id: $0.id, message: $0.message) }
  }
}
