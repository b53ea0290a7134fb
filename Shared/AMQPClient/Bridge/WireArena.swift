import CRabbitMQ
import FoundationEssentials

/// Memory for what librabbitmq wants as pointers, valid until `reset`.
///
/// The library reads strings and tables while a call runs and keeps none of them, so one arena per connection serves
/// every call without an allocation of its own.
final class WireArena {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var used = 0
  private let blockSize = 16 * 1024

  deinit {
    blocks.forEach { $0.deallocate() }
  }

  /// Gives all memory back to the arena; pointers handed out before are void.
  func reset() {
    while blocks.count > 1 { blocks.removeLast().deallocate() }
    used = 0
  }

  /// The UTF-8 bytes of a text.
  func bytes(_ text: String) -> amqp_bytes_t {
    var text = text
    return text.withUTF8 { utf8 in
      guard let base = utf8.baseAddress, !utf8.isEmpty else { return amqp_empty_bytes }
      let memory = allocate(utf8.count, alignment: 1)
      memory.copyMemory(from: base, byteCount: utf8.count)
      return amqp_bytes_t(len: utf8.count, bytes: memory)
    }
  }

  /// A copy of bytes.
  func bytes(_ data: Data) -> amqp_bytes_t {
    data.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, !bytes.isEmpty else { return amqp_empty_bytes }
      let memory = allocate(bytes.count, alignment: 1)
      memory.copyMemory(from: base, byteCount: bytes.count)
      return amqp_bytes_t(len: bytes.count, bytes: memory)
    }
  }

  /// A field table; how deep it is was looked at before (`OutgoingMessage.defect`).
  func table(_ fields: [String: AMQPFieldValue], _ others: [AMQPTableEntry] = []) -> amqp_table_t {
    let count = fields.count + others.count
    guard count > 0 else { return amqp_empty_table }
    let entries = allocate(
      MemoryLayout<amqp_table_entry_t>.stride * count, alignment: MemoryLayout<amqp_table_entry_t>.alignment
    ).bindMemory(to: amqp_table_entry_t.self, capacity: count)
    for (index, field) in fields.enumerated() {
      entries[index] = amqp_table_entry_t(key: bytes(field.key), value: value(field.value))
    }
    for (index, entry) in others.enumerated() {
      entries[fields.count + index] = amqp_table_entry_t(key: bytes(entry.name), value: value(entry.value))
    }
    return amqp_table_t(num_entries: Int32(count), entries: entries)
  }

  private func array(_ values: [AMQPFieldValue]) -> amqp_array_t {
    guard !values.isEmpty else { return amqp_empty_array }
    let entries = allocate(
      MemoryLayout<amqp_field_value_t>.stride * values.count, alignment: MemoryLayout<amqp_field_value_t>.alignment
    ).bindMemory(to: amqp_field_value_t.self, capacity: values.count)
    for (index, element) in values.enumerated() {
      entries[index] = value(element)
    }
    return amqp_array_t(num_entries: Int32(values.count), entries: entries)
  }

  private func value(_ field: AMQPFieldValue) -> amqp_field_value_t {
    var result = amqp_field_value_t()
    switch field {
    case .string(let text):
      result.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
      result.value.bytes = bytes(text)
    case .integer(let number):
      result.kind = UInt8(AMQP_FIELD_KIND_I64.rawValue)
      result.value.i64 = number
    case .rawText(let text):
      result.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
      result.value.bytes = bytes(text)
    case .bytes(let data):
      result.kind = UInt8(AMQP_FIELD_KIND_BYTES.rawValue)
      result.value.bytes = bytes(data)
    case .sized(let number): result = value(number)
    case .float(let number):
      result.kind = UInt8(AMQP_FIELD_KIND_F32.rawValue)
      result.value.f32 = number
    case .decimal(let scale, let value):
      result.kind = UInt8(AMQP_FIELD_KIND_DECIMAL.rawValue)
      result.value.decimal = amqp_decimal_t(decimals: scale, value: value)
    case .entries(let entries):
      result.kind = UInt8(AMQP_FIELD_KIND_TABLE.rawValue)
      result.value.table = table([:], entries)
    case .boolean(let flag):
      result.kind = UInt8(AMQP_FIELD_KIND_BOOLEAN.rawValue)
      result.value.boolean = flag ? 1 : 0
    case .double(let number):
      result.kind = UInt8(AMQP_FIELD_KIND_F64.rawValue)
      result.value.f64 = number
    case .timestamp(let seconds):
      result.kind = UInt8(AMQP_FIELD_KIND_TIMESTAMP.rawValue)
      result.value.u64 = seconds
    case .array(let values):
      result.kind = UInt8(AMQP_FIELD_KIND_ARRAY.rawValue)
      result.value.array = array(values)
    case .table(let fields):
      result.kind = UInt8(AMQP_FIELD_KIND_TABLE.rawValue)
      result.value.table = table(fields)
    case .null:
      result.kind = UInt8(AMQP_FIELD_KIND_VOID.rawValue)
    }
    return result
  }

  private func value(_ number: AMQPInteger) -> amqp_field_value_t {
    var result = amqp_field_value_t()
    func set<Value>(
      _ kind: amqp_field_value_kind_t, _ field: WritableKeyPath<amqp_field_value_t, Value>, _ value: Value
    ) {
      result.kind = UInt8(kind.rawValue)
      result[keyPath: field] = value
    }
    switch number {
    case .int8(let value): set(AMQP_FIELD_KIND_I8, \.value.i8, value)
    case .uint8(let value): set(AMQP_FIELD_KIND_U8, \.value.u8, value)
    case .int16(let value): set(AMQP_FIELD_KIND_I16, \.value.i16, value)
    case .uint16(let value): set(AMQP_FIELD_KIND_U16, \.value.u16, value)
    case .int32(let value): set(AMQP_FIELD_KIND_I32, \.value.i32, value)
    case .uint32(let value): set(AMQP_FIELD_KIND_U32, \.value.u32, value)
    case .uint64(let value): set(AMQP_FIELD_KIND_U64, \.value.u64, value)
    }
    return result
  }

  private func allocate(_ count: Int, alignment: Int) -> UnsafeMutableRawPointer {
    let aligned = (used + alignment - 1) & ~(alignment - 1)
    if let block = blocks.last, aligned + count <= block.count {
      used = aligned + count
      return block.baseAddress! + aligned
    }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(blockSize, count), alignment: 16)
    blocks.append(block)
    used = count
    return block.baseAddress!
  }
}
