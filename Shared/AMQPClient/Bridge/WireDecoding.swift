import CRabbitMQ
import FoundationEssentials

extension String {
  /// Text out of librabbitmq's memory; invalid UTF-8 is repaired, as a broker may hand on anything.
  init(_ bytes: amqp_bytes_t) {
    guard let base = bytes.bytes, bytes.len > 0 else {
      self = ""
      return
    }
    self.init(decoding: UnsafeRawBufferPointer(start: base, count: bytes.len), as: UTF8.self)
  }
}

extension AMQPProperties {
  /// The properties in librabbitmq's form, in the arena's memory; sent by a user, unless they name one.
  func wire(in arena: WireArena, from user: String? = nil) -> amqp_basic_properties_t {
    var wire = amqp_basic_properties_t()
    func set(
      _ text: String?, _ flag: Int32, _ field: WritableKeyPath<amqp_basic_properties_t, amqp_bytes_t>, _ name: Text
    ) {
      guard let text else { return }
      wire._flags |= amqp_flags_t(flag)
      wire[keyPath: field] = raw(name, insteadOf: text).map(arena.bytes) ?? arena.bytes(text)
    }
    set(contentType, AMQP_BASIC_CONTENT_TYPE_FLAG, \.content_type, .contentType)
    set(contentEncoding, AMQP_BASIC_CONTENT_ENCODING_FLAG, \.content_encoding, .contentEncoding)
    set(correlationID, AMQP_BASIC_CORRELATION_ID_FLAG, \.correlation_id, .correlationID)
    set(replyTo, AMQP_BASIC_REPLY_TO_FLAG, \.reply_to, .replyTo)
    set(expiration, AMQP_BASIC_EXPIRATION_FLAG, \.expiration, .expiration)
    set(messageID, AMQP_BASIC_MESSAGE_ID_FLAG, \.message_id, .messageID)
    set(type, AMQP_BASIC_TYPE_FLAG, \.type, .type)
    set(userID ?? user, AMQP_BASIC_USER_ID_FLAG, \.user_id, .userID)
    set(appID, AMQP_BASIC_APP_ID_FLAG, \.app_id, .appID)
    set(clusterID, AMQP_BASIC_CLUSTER_ID_FLAG, \.cluster_id, .clusterID)
    if let priority {
      wire._flags |= amqp_flags_t(AMQP_BASIC_PRIORITY_FLAG)
      wire.priority = priority
    }
    wire._flags |= amqp_flags_t(AMQP_BASIC_DELIVERY_MODE_FLAG)
    wire.delivery_mode = isPersistent ? 2 : 1
    if let timestamp {
      wire._flags |= amqp_flags_t(AMQP_BASIC_TIMESTAMP_FLAG)
      wire.timestamp = timestamp
    }
    if !headers.isEmpty || !otherHeaders.isEmpty {
      wire._flags |= amqp_flags_t(AMQP_BASIC_HEADERS_FLAG)
      wire.headers = arena.table(headers, otherHeaders)
    }
    return wire
  }

  /// The bytes that came in the place of a text that is no UTF-8, unless the text was changed since.
  func raw(_ name: Text, insteadOf text: String) -> Data? {
    guard !rawTexts.isEmpty, let raw = rawTexts[name], String(decoding: raw, as: UTF8.self) == text else { return nil }
    return raw
  }
}
