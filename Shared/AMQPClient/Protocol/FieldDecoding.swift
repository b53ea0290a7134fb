import FoundationEssentials

extension WireCursor {
  /// A value of a table or list; `depth` is how many of them it lies in.
  mutating func field(depth: Int) throws(Unreadable) -> AMQPFieldValue {
    guard depth <= AMQPLimits.depth else { throw .tooDeep }
    switch try number(UInt8.self) {
    case UInt8(ascii: "S"): return Self.text(try longString())
    case UInt8(ascii: "l"): return .integer(try number())
    case UInt8(ascii: "t"): return .boolean(try number(UInt8.self) != 0)
    case UInt8(ascii: "b"): return .sized(.int8(try number()))
    case UInt8(ascii: "B"): return .sized(.uint8(try number()))
    case UInt8(ascii: "s"): return .sized(.int16(try number()))
    case UInt8(ascii: "u"): return .sized(.uint16(try number()))
    case UInt8(ascii: "I"): return .sized(.int32(try number()))
    case UInt8(ascii: "i"): return .sized(.uint32(try number()))
    case UInt8(ascii: "L"): return .sized(.uint64(try number()))
    case UInt8(ascii: "f"): return .float(Float(bitPattern: try number()))
    case UInt8(ascii: "d"): return .double(Double(bitPattern: try number()))
    case UInt8(ascii: "D"): return .decimal(scale: try number(), value: try number())
    case UInt8(ascii: "T"): return .timestamp(try number())
    case UInt8(ascii: "x"): return .bytes(Data(try longString()))
    case UInt8(ascii: "V"): return .null
    case UInt8(ascii: "A"): return .array(try Self.list(in: try longString(), depth: depth))
    case UInt8(ascii: "F"):
      let table = try Self.table(in: try longString(), depth: depth)
      return table.rest.isEmpty ? .table(table.fields) : .entries(table.entries)
    default: throw Unreadable(.malformed, "a header is of a kind that AMQP does not know")
    }
  }

  private static func list(
    in bytes: UnsafeRawBufferPointer, depth: Int
  ) throws(Unreadable) -> [AMQPFieldValue] {
    var cursor = WireCursor(bytes)
    var values: [AMQPFieldValue] = []
    while !cursor.isAtEnd { values.append(try cursor.field(depth: depth + 1)) }
    return values
  }

  /// Named values, apart from those that a dictionary has no room for: the name is no UTF-8, or comes again.
  struct Table {
    var fields: [String: AMQPFieldValue] = [:]
    var rest: [AMQPTableEntry] = []

    var entries: [AMQPTableEntry] {
      fields.map { AMQPTableEntry(name: Data($0.key.utf8), value: $0.value) } + rest
    }
  }

  static func table(in bytes: UnsafeRawBufferPointer, depth: Int = 0) throws(Unreadable) -> Table {
    var table = Table()
    var cursor = WireCursor(bytes)
    while !cursor.isAtEnd {
      let name = try cursor.name()
      let value = try cursor.field(depth: depth + 1)
      // Two names that Unicode holds to be the same are two to the broker.
      if let key = String(validating: name, as: UTF8.self), table.fields[key] == nil {
        table.fields[key] = value
      } else {
        table.rest.append(AMQPTableEntry(name: Data(name), value: value))
      }
    }
    return table
  }

  private mutating func name() throws(Unreadable) -> UnsafeRawBufferPointer {
    let name = try shortString()
    guard !name.isEmpty else { throw Unreadable(.malformed, "a header has no name") }
    return name
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> AMQPFieldValue {
    String(validating: bytes, as: UTF8.self).map(AMQPFieldValue.string) ?? .rawText(Data(bytes))
  }
}

extension Unreadable {
  fileprivate static let tooDeep = Unreadable(
    .headersTooDeep, "headers lie in each other more than \(AMQPLimits.depth) deep")
}
