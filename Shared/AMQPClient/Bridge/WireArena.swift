import CRabbitMQ

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

  /// A field table.
  func table(_ fields: [String: AMQPFieldValue]) -> amqp_table_t {
    guard !fields.isEmpty else { return amqp_empty_table }
    let entries = allocate(
      MemoryLayout<amqp_table_entry_t>.stride * fields.count, alignment: MemoryLayout<amqp_table_entry_t>.alignment
    ).bindMemory(to: amqp_table_entry_t.self, capacity: fields.count)
    for (index, field) in fields.enumerated() {
      entries[index] = amqp_table_entry_t(key: bytes(field.key), value: value(field.value))
    }
    return amqp_table_t(num_entries: Int32(fields.count), entries: entries)
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
