import FoundationEssentials

/// Reads numbers and strings as AMQP 0-9-1 lays them out (section 4.2), and never past the end.
struct WireCursor {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset: Int
  let end: Int

  /// Nothing is copied: the bytes must outlive the cursor.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(bytes, 0, bytes.count)
  }

  private init(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  var isAtEnd: Bool { offset == end }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws(Unreadable) -> Number {
    let size = MemoryLayout<Number>.size
    guard end - offset >= size else { throw .truncated }
    defer { offset += size }
    return Number(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  mutating func take(_ count: Int) throws(Unreadable) -> UnsafeRawBufferPointer {
    guard count <= end - offset else { throw .truncated }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  mutating func shortString() throws(Unreadable) -> UnsafeRawBufferPointer {
    try take(Int(try number(UInt8.self)))
  }

  mutating func longString() throws(Unreadable) -> UnsafeRawBufferPointer {
    try take(Int(try number(UInt32.self)))
  }
}

extension Unreadable {
  static let truncated = Unreadable(.malformed, "the properties end in the midst of a value")
}
