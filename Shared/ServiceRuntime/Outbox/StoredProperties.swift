import AMQPClient
import FoundationEssentials

/// The properties of a message as an outbox row keeps them: JSON without the keys that are not set.
struct StoredProperties: Codable {
  var contentType: String?
  var contentEncoding: String?
  var headers: [String: StoredField]?
  var otherHeaders: [StoredEntry]?
  var isPersistent: Bool
  var priority: UInt8?
  var correlationID: String?
  var replyTo: String?
  var expiration: String?
  var messageID: String?
  var timestamp: UInt64?
  var type: String?
  var appID: String?
  var clusterID: String?
  /// The bytes of texts that are no UTF-8, by the property's name.
  var rawTexts: [String: Data]?

  init(_ properties: AMQPProperties) {
    contentType = properties.contentType
    contentEncoding = properties.contentEncoding
    headers = properties.headers.isEmpty ? nil : properties.headers.mapValues(StoredField.init)
    otherHeaders = properties.otherHeaders.isEmpty ? nil : properties.otherHeaders.map(StoredEntry.init)
    isPersistent = properties.isPersistent
    priority = properties.priority
    correlationID = properties.correlationID
    replyTo = properties.replyTo
    expiration = properties.expiration
    messageID = properties.messageID
    timestamp = properties.timestamp
    type = properties.type
    appID = properties.appID
    clusterID = properties.clusterID
    let raw = properties.rawTexts.filter { properties[$0.key] != nil }
    rawTexts = raw.isEmpty ? nil : Dictionary(uniqueKeysWithValues: raw.map { ($0.key.rawValue, $0.value) })
  }

  var properties: AMQPProperties {
    var properties = AMQPProperties(
      contentType: contentType,
      contentEncoding: contentEncoding,
      headers: headers?.mapValues(\.value) ?? [:],
      isPersistent: isPersistent,
      priority: priority,
      correlationID: correlationID,
      replyTo: replyTo,
      expiration: expiration,
      messageID: messageID,
      timestamp: timestamp,
      type: type,
      appID: appID,
      clusterID: clusterID
    )
    properties.otherHeaders = otherHeaders?.map(\.entry) ?? []
    for (name, bytes) in rawTexts ?? [:] {
      if let text = AMQPProperties.Text(rawValue: name) { properties.setRaw(bytes, for: text) }
    }
    return properties
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
