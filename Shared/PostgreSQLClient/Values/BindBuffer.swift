/// Where bound values write their binary form: one buffer for all values of a statement.
public struct BindBuffer: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isNull = false

  init() {}

  /// Makes the value being written NULL.
  mutating func writeNull() {
    isNull = true
  }

  /// Writes an integer in network byte order.
  mutating func writeInteger<Integer: FixedWidthInteger>(_ value: Integer) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Writes bytes as they are.
  mutating func writeBytes(_ value: some Sequence<UInt8>) {
    bytes.append(contentsOf: value)
  }

  /// Writes a string's UTF-8 bytes, without length or terminator.
  mutating func writeString(_ value: String) {
    bytes.append(contentsOf: value.utf8)
  }

  /// Writes one value; returns its length in bytes, -1 for NULL.
  mutating func write(_ value: some PostgreSQLEncodable) -> Int32 {
    let start = bytes.count
    isNull = false
    value.bind(into: &self)
    if isNull {
      isNull = false
      bytes.removeLast(bytes.count - start)
      return -1
    }
    return Int32(clamping: bytes.count - start)
  }

  /// Writes a one-dimensional array: dimensions, NULL flag, element type; size, lower bound; elements with lengths.
  mutating func writeArray<Element: PostgreSQLEncodable>(_ array: [Element]) {
    writeInteger(Int32(array.isEmpty ? 0 : 1))
    let nullFlag = bytes.count
    writeInteger(Int32(0))
    writeInteger(Element.postgreSQLType.oid)
    if array.isEmpty { return }
    writeInteger(Int32(array.count))
    writeInteger(Int32(1))
    var hasNull = false
    for element in array {
      let lengthPosition = bytes.count
      writeInteger(Int32(0))
      let length = write(element)
      overwrite(length, at: lengthPosition)
      if length < 0 { hasNull = true }
    }
    if hasNull { overwrite(1, at: nullFlag) }
  }

  /// Appends the values of another statement.
  mutating func append(_ other: BindBuffer) {
    bytes.append(contentsOf: other.bytes)
  }

  private mutating func overwrite(_ value: Int32, at position: Int) {
    bytes.withUnsafeMutableBytes { $0.storeBytes(of: value.bigEndian, toByteOffset: position, as: Int32.self) }
  }
}
