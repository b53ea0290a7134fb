import AMQPClient
import FoundationEssentials

/// A header value as an outbox row keeps it: every kind that the broker tells apart.
///
/// It nests no deeper than `AMQPLimits.depth`, since nothing deeper is read from the broker or sent to it.
enum StoredField: Codable {
  case string(String)
  case rawText(Data)
  case integer(Int64)
  case int8(Int8)
  case uint8(UInt8)
  case int16(Int16)
  case uint16(UInt16)
  case int32(Int32)
  case uint32(UInt32)
  case uint64(UInt64)
  case boolean(Bool)
  case double(Double)
  /// The bits of a floating-point number that is not finite: JSON has none.
  case doubleBits(UInt64)
  /// The bits of one of 32 bits.
  case floatBits(UInt32)
  case decimal(scale: UInt8, value: UInt32)
  case timestamp(UInt64)
  case bytes(Data)
  case array([StoredField])
  case table([String: StoredField])
  case entries([StoredEntry])
  case null

  init(_ value: AMQPFieldValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .rawText(let bytes): self = .rawText(bytes)
    case .integer(let number): self = .integer(number)
    case .sized(let number): self.init(number)
    case .boolean(let flag): self = .boolean(flag)
    case .double(let number): self = number.isFinite ? .double(number) : .doubleBits(number.bitPattern)
    case .float(let number): self = .floatBits(number.bitPattern)
    case .decimal(let scale, let value): self = .decimal(scale: scale, value: value)
    case .timestamp(let seconds): self = .timestamp(seconds)
    case .bytes(let bytes): self = .bytes(bytes)
    case .array(let values): self = .array(values.map(StoredField.init))
    case .table(let fields): self = .table(fields.mapValues(StoredField.init))
    case .entries(let entries): self = .entries(entries.map(StoredEntry.init))
    case .null: self = .null
    }
  }

  private init(_ number: AMQPInteger) {
    switch number {
    case .int8(let value): self = .int8(value)
    case .uint8(let value): self = .uint8(value)
    case .int16(let value): self = .int16(value)
    case .uint16(let value): self = .uint16(value)
    case .int32(let value): self = .int32(value)
    case .uint32(let value): self = .uint32(value)
    case .uint64(let value): self = .uint64(value)
    }
  }

  var value: AMQPFieldValue {
    switch self {
    case .string(let text): .string(text)
    case .rawText(let bytes): .rawText(bytes)
    case .integer(let number): .integer(number)
    case .int8(let value): .sized(.int8(value))
    case .uint8(let value): .sized(.uint8(value))
    case .int16(let value): .sized(.int16(value))
    case .uint16(let value): .sized(.uint16(value))
    case .int32(let value): .sized(.int32(value))
    case .uint32(let value): .sized(.uint32(value))
    case .uint64(let value): .sized(.uint64(value))
    case .boolean(let flag): .boolean(flag)
    case .double(let number): .double(number)
    case .doubleBits(let bits): .double(Double(bitPattern: bits))
    case .floatBits(let bits): .float(Float(bitPattern: bits))
    case .decimal(let scale, let value): .decimal(scale: scale, value: value)
    case .timestamp(let seconds): .timestamp(seconds)
    case .bytes(let bytes): .bytes(bytes)
    case .array(let values): .array(values.map(\.value))
    case .table(let fields): .table(fields.mapValues(\.value))
    case .entries(let entries): .entries(entries.map(\.entry))
    case .null: .null
    }
  }
}
