import AMQPClient
import FoundationEssentials
import Messages

/// Messages as they were received, packed for one row of a table `received`.
package struct ReceivedMessages: Sendable {
  /// How many there are.
  let count: Int
  /// All of them, in the order in which they came.
  package let packed: [UInt8]

  package init(_ deliveries: [Delivery], without fields: [String: [String]]) throws {
    count = deliveries.count
    var packed = PackedMessages(bodies: deliveries.reduce(0) { $0 + $1.body.count }, of: deliveries.count)
    for delivery in deliveries {
      let message = OutgoingMessage(
        exchange: delivery.exchange, routingKey: delivery.routingKey, properties: delivery.properties,
        body: try Self.body(of: delivery, without: fields[delivery.routingKey]))
      try packed.append(message, id: PackedMessages.noID)
    }
    self.packed = packed.bytes
  }

  /// A body less some fields of its data.
  private static func body(of delivery: Delivery, without fields: [String]?) throws -> Data {
    guard let fields else { return delivery.body }
    guard case .object(var message)? = JSONValue(kept: delivery.body) else { throw MessageDefect.undecodable }
    if Envelope.isBinary(delivery.properties) {
      for field in fields { message.empty(field) }
    } else {
      var data = try Self.data(of: message)
      for field in fields { data.empty(field) }
      // What stood in base64 is kept as what it said: it would hide the fields.
      (message["data"], message["data_base64"]) = (.object(data), nil)
    }
    return Data(try JSONBytes.encode(message))
  }

  private static func data(of message: JSONObject) throws -> JSONObject {
    switch (message["data"], message["data_base64"]) {
    case (.object(let data)?, _): return data
    case (_, .string(let text)?):
      guard let bytes = Data(base64Encoded: text), case .object(let data)? = JSONValue(kept: bytes) else {
        throw MessageDefect.undecodable
      }
      return data
    default: return [:]
    }
  }

  /// Reads the envelopes of what a row holds; throws for anything else.
  package static func headers(_ packed: Data) throws -> [EnvelopeHeader] {
    let coder = MessageCoder()
    return try unpack(packed).compactMap { Envelope.header(of: $0.body, with: $0.properties, coder: coder) }
  }

  /// Reads what a row holds; throws for anything else.
  package static func unpack(_ packed: Data) throws -> [OutgoingMessage] {
    try PackedMessages.messages(in: packed).map(\.message)
  }
}

extension JSONObject {
  /// Takes a field's value away; of a list what is in it, since a message may need the list.
  fileprivate mutating func empty(_ field: String) {
    if case .array? = self[field] {
      self[field] = .array([])
    } else {
      self[field] = nil
    }
  }
}
