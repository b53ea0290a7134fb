/// Reads the binary form of a one-dimensional array (`array_send`), checking every length against what is there.
struct ArrayReader {
  private let cell: PostgreSQLCell
  private var position = 0

  init(_ cell: PostgreSQLCell) {
    self.cell = cell
  }

  /// All elements; an array without dimensions is empty.
  func elements<Element: PostgreSQLDecodable>() throws(PostgreSQLError) -> [Element] {
    var reader = self
    let cell = cell
    return try cell.read(as: [Element].self) { bytes throws(PostgreSQLError) in
      let dimensions = try reader.nextInteger(in: bytes)
      _ = try reader.nextInteger(in: bytes)
      let type = PostgreSQLType(oid: UInt32(bitPattern: try reader.nextInteger(in: bytes)))
      if dimensions == 0 { return [] }
      guard dimensions == 1 else { throw cell.failure("has \(dimensions) dimensions", decoding: [Element].self) }
      let count = try reader.nextInteger(in: bytes)
      _ = try reader.nextInteger(in: bytes)
      // Each element takes four bytes of length at least: a larger count is not to be believed.
      guard count >= 0, Int(count) * 4 <= bytes.count else { throw reader.malformed }
      var elements: [Element] = []
      elements.reserveCapacity(Int(count))
      for _ in 0..<count {
        elements.append(try Element(postgreSQL: reader.nextCell(of: type, in: bytes)))
      }
      return elements
    }
  }

  private var malformed: PostgreSQLError {
    cell.failure("is no well-formed array", decoding: [Any].self)
  }

  private mutating func nextInteger(in bytes: UnsafeRawBufferPointer) throws(PostgreSQLError) -> Int32 {
    guard bytes.count - position >= 4 else { throw malformed }
    defer { position += 4 }
    return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
  }

  private mutating func nextCell(
    of type: PostgreSQLType, in bytes: UnsafeRawBufferPointer
  ) throws(PostgreSQLError) -> PostgreSQLCell {
    let length = Int(try nextInteger(in: bytes))
    guard length >= 0 else {
      return PostgreSQLCell(storage: cell.storage, bytes: nil, column: cell.column, type: type)
    }
    guard bytes.count - position >= length else { throw malformed }
    defer { position += length }
    let element = UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
    return PostgreSQLCell(storage: cell.storage, bytes: element, column: cell.column, type: type)
  }
}
