import AMQPClient
import FoundationEssentials

/// The properties of a message as an outbox row keeps them: JSON without the keys that are not set.
struct StoredProperties: Codable {
  var contentType: String?
  var contentEncoding: String?
  var headers: [String: StoredField]?
  var isPersistent: Bool
  var correlationID: String?
  var replyTo: String?
  var expiration: String?
  var messageID: String?
  var timestamp: UInt64?
  var type: String?
  var appID: String?
  /// What few messages have, behind one key: each key costs a look-up in every message.
  var rare: RareProperties?

  init(_ properties: AMQPProperties) {
    contentType = properties.contentType
    contentEncoding = properties.contentEncoding
    headers = properties.headers.isEmpty ? nil : properties.headers.mapValues(StoredField.init)
    isPersistent = properties.isPersistent
    correlationID = properties.correlationID
    replyTo = properties.replyTo
    expiration = properties.expiration
    messageID = properties.messageID
    timestamp = properties.timestamp
    type = properties.type
    appID = properties.appID
    rare = RareProperties(properties)
  }

  var properties: AMQPProperties {
    var properties = AMQPProperties(
      contentType: contentType,
      contentEncoding: contentEncoding,
      headers: headers?.mapValues(\.value) ?? [:],
      isPersistent: isPersistent,
      priority: rare?.priority,
      correlationID: correlationID,
      replyTo: replyTo,
      expiration: expiration,
      messageID: messageID,
      timestamp: timestamp,
      type: type,
      appID: appID,
      clusterID: rare?.clusterID
    )
    rare?.complete(&properties)
    return properties
  }
}

/// Properties that few messages have.
struct RareProperties: Codable {
  var otherHeaders: [StoredEntry]?
  var priority: UInt8?
  var clusterID: String?
  /// The bytes of texts that are no UTF-8, by the property's name.
  var rawTexts: [String: Data]?

  /// Nil for a message that has none of them.
  init?(_ properties: AMQPProperties) {
    guard
      properties.priority != nil || properties.clusterID != nil || !properties.otherHeaders.isEmpty
        || !properties.rawTexts.isEmpty
    else { return nil }
    otherHeaders = properties.otherHeaders.isEmpty ? nil : properties.otherHeaders.map(StoredEntry.init)
    priority = properties.priority
    clusterID = properties.clusterID
    let raw = properties.rawTexts.filter { properties[$0.key] != nil }
    rawTexts = raw.isEmpty ? nil : Dictionary(uniqueKeysWithValues: raw.map { ($0.key.rawValue, $0.value) })
  }

  /// Gives the message what is no parameter of its properties.
  func complete(_ properties: inout AMQPProperties) {
    properties.otherHeaders = otherHeaders?.map(\.entry) ?? []
    for (name, bytes) in rawTexts ?? [:] {
      if let text = AMQPProperties.Text(rawValue: name) { properties.setRaw(bytes, for: text) }
    }
  }
}

/// A header whose name is any bytes.
struct StoredEntry: Codable {
  var name: Data
  var value: StoredField

  init(_ entry: AMQPTableEntry) {
    name = entry.name
    value = StoredField(entry.value)
  }

  var entry: AMQPTableEntry { AMQPTableEntry(name: name, value: value.value) }
}
