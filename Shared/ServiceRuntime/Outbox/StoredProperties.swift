import AMQPClient

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
  }

  var properties: AMQPProperties {
    AMQPProperties(
      contentType: contentType,
      contentEncoding: contentEncoding,
      headers: headers?.mapValues(\.value) ?? [:],
      isPersistent: isPersistent,
      correlationID: correlationID,
      replyTo: replyTo,
      expiration: expiration,
      messageID: messageID,
      timestamp: timestamp,
      type: type,
      appID: appID
    )
  }
}

/// A header value as an outbox row keeps it.
enum StoredField: Codable {
  case string(String)
  case integer(Int64)
  case boolean(Bool)
  case double(Double)
  case timestamp(UInt64)
  case array([StoredField])
  case table([String: StoredField])
  case null

  init(_ value: AMQPFieldValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .integer(let number): self = .integer(number)
    case .boolean(let flag): self = .boolean(flag)
    case .double(let number): self = .double(number)
    case .timestamp(let seconds): self = .timestamp(seconds)
    case .array(let values): self = .array(values.map(StoredField.init))
    case .table(let fields): self = .table(fields.mapValues(StoredField.init))
    case .null: self = .null
    }
  }

  var value: AMQPFieldValue {
    switch self {
    case .string(let text): .string(text)
    case .integer(let number): .integer(number)
    case .boolean(let flag): .boolean(flag)
    case .double(let number): .double(number)
    case .timestamp(let seconds): .timestamp(seconds)
    case .array(let values): .array(values.map(\.value))
    case .table(let fields): .table(fields.mapValues(\.value))
    case .null: .null
    }
  }
}
