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

extension Data {
  /// A copy of bytes out of librabbitmq's memory.
  init(_ bytes: amqp_bytes_t) {
    self.init(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.bytes == nil ? 0 : bytes.len))
  }
}

extension AMQPFieldValue {
  /// A copy of a value in librabbitmq's memory; kinds that Coopt has no use for become text or numbers.
  init(_ field: amqp_field_value_t) {
    switch amqp_field_value_kind_t(UInt32(field.kind)) {
    case AMQP_FIELD_KIND_BOOLEAN: self = .boolean(field.value.boolean != 0)
    case AMQP_FIELD_KIND_I8: self = .integer(Int64(field.value.i8))
    case AMQP_FIELD_KIND_U8: self = .integer(Int64(field.value.u8))
    case AMQP_FIELD_KIND_I16: self = .integer(Int64(field.value.i16))
    case AMQP_FIELD_KIND_U16: self = .integer(Int64(field.value.u16))
    case AMQP_FIELD_KIND_I32: self = .integer(Int64(field.value.i32))
    case AMQP_FIELD_KIND_U32: self = .integer(Int64(field.value.u32))
    case AMQP_FIELD_KIND_I64: self = .integer(field.value.i64)
    case AMQP_FIELD_KIND_U64: self = .integer(Int64(clamping: field.value.u64))
    case AMQP_FIELD_KIND_F32: self = .double(Double(field.value.f32))
    case AMQP_FIELD_KIND_F64: self = .double(field.value.f64)
    case AMQP_FIELD_KIND_TIMESTAMP: self = .timestamp(field.value.u64)
    case AMQP_FIELD_KIND_UTF8, AMQP_FIELD_KIND_BYTES: self = .string(String(field.value.bytes))
    case AMQP_FIELD_KIND_ARRAY:
      let array = field.value.array
      self = .array((0..<Int(array.num_entries)).map { AMQPFieldValue(array.entries[$0]) })
    case AMQP_FIELD_KIND_TABLE: self = .table([String: AMQPFieldValue](field.value.table))
    default: self = .null
    }
  }
}

extension [String: AMQPFieldValue] {
  /// A copy of a table in librabbitmq's memory.
  init(_ table: amqp_table_t) {
    self.init(minimumCapacity: Int(table.num_entries))
    for index in 0..<Int(table.num_entries) {
      self[String(table.entries[index].key)] = AMQPFieldValue(table.entries[index].value)
    }
  }
}

extension AMQPProperties {
  /// A copy of the properties of a received message.
  init(_ properties: amqp_basic_properties_t) {
    func has(_ flag: Int32) -> Bool { properties._flags & amqp_flags_t(flag) != 0 }
    func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? { has(flag) ? String(bytes) : nil }
    self.init(
      contentType: text(AMQP_BASIC_CONTENT_TYPE_FLAG, properties.content_type),
      contentEncoding: text(AMQP_BASIC_CONTENT_ENCODING_FLAG, properties.content_encoding),
      headers: has(AMQP_BASIC_HEADERS_FLAG) ? [String: AMQPFieldValue](properties.headers) : [:],
      isPersistent: has(AMQP_BASIC_DELIVERY_MODE_FLAG) && properties.delivery_mode == 2,
      correlationID: text(AMQP_BASIC_CORRELATION_ID_FLAG, properties.correlation_id),
      replyTo: text(AMQP_BASIC_REPLY_TO_FLAG, properties.reply_to),
      expiration: text(AMQP_BASIC_EXPIRATION_FLAG, properties.expiration),
      messageID: text(AMQP_BASIC_MESSAGE_ID_FLAG, properties.message_id),
      timestamp: has(AMQP_BASIC_TIMESTAMP_FLAG) ? properties.timestamp : nil,
      type: text(AMQP_BASIC_TYPE_FLAG, properties.type),
      userID: text(AMQP_BASIC_USER_ID_FLAG, properties.user_id),
      appID: text(AMQP_BASIC_APP_ID_FLAG, properties.app_id)
    )
  }

  /// The properties in librabbitmq's form, in the arena's memory.
  func wire(in arena: WireArena) -> amqp_basic_properties_t {
    var wire = amqp_basic_properties_t()
    func set(_ text: String?, _ flag: Int32, _ field: WritableKeyPath<amqp_basic_properties_t, amqp_bytes_t>) {
      guard let text else { return }
      wire._flags |= amqp_flags_t(flag)
      wire[keyPath: field] = arena.bytes(text)
    }
    set(contentType, AMQP_BASIC_CONTENT_TYPE_FLAG, \.content_type)
    set(contentEncoding, AMQP_BASIC_CONTENT_ENCODING_FLAG, \.content_encoding)
    set(correlationID, AMQP_BASIC_CORRELATION_ID_FLAG, \.correlation_id)
    set(replyTo, AMQP_BASIC_REPLY_TO_FLAG, \.reply_to)
    set(expiration, AMQP_BASIC_EXPIRATION_FLAG, \.expiration)
    set(messageID, AMQP_BASIC_MESSAGE_ID_FLAG, \.message_id)
    set(type, AMQP_BASIC_TYPE_FLAG, \.type)
    set(userID, AMQP_BASIC_USER_ID_FLAG, \.user_id)
    set(appID, AMQP_BASIC_APP_ID_FLAG, \.app_id)
    wire._flags |= amqp_flags_t(AMQP_BASIC_DELIVERY_MODE_FLAG)
    wire.delivery_mode = isPersistent ? 2 : 1
    if let timestamp {
      wire._flags |= amqp_flags_t(AMQP_BASIC_TIMESTAMP_FLAG)
      wire.timestamp = timestamp
    }
    if !headers.isEmpty {
      wire._flags |= amqp_flags_t(AMQP_BASIC_HEADERS_FLAG)
      wire.headers = arena.table(headers)
    }
    return wire
  }
}
