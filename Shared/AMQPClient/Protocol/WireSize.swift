import FoundationEssentials

/// Why AMQP cannot carry a value.
package enum WireDefect: Error, Equatable {
  /// Tables and lists lie in each other deeper than `AMQPLimits.depth`.
  case tooDeep
  /// A header has no name, which many a client cannot read.
  case noName
  /// A header's name is longer than a short string.
  case nameTooLong
  /// A floating-point number is not finite: the broker closes the connection over it.
  case notFinite

  var sentence: String {
    switch self {
    case .tooDeep: "its headers lie in each other more than \(AMQPLimits.depth) deep"
    case .noName: "a header has no name"
    case .nameTooLong: "the name of a header is longer than 255 bytes"
    case .notFinite: "a header is a number that is not finite"
    }
  }
}

extension AMQPFieldValue {
  /// Bytes on the wire, with the one that tells the kind; `depth` is how many tables and lists the value lies in.
  ///
  /// Throws before it is too deep to go on.
  func wireSize(depth: Int) throws(WireDefect) -> Int {
    guard depth <= AMQPLimits.depth else { throw .tooDeep }
    switch self {
    case .null: return 1
    case .boolean: return 2
    case .integer, .timestamp: return 9
    case .sized(let number): return 1 + number.width
    case .double(let number):
      guard number.isFinite else { throw .notFinite }
      return 9
    case .float(let number):
      guard number.isFinite else { throw .notFinite }
      return 5
    case .decimal: return 6
    case .string(let text): return 5 + text.utf8.count
    case .rawText(let data), .bytes(let data): return 5 + data.count
    case .array(let values):
      var size = 5
      for value in values { size += try value.wireSize(depth: depth + 1) }
      return size
    case .table(let fields):
      return 5 + (try fields.wireSize(depth: depth + 1))
    case .entries(let entries):
      return 5 + (try entries.wireSize(depth: depth + 1))
    }
  }

  /// Bytes of a name on the wire.
  static func wireSize(ofName count: Int) throws(WireDefect) -> Int {
    guard count > 0 else { throw .noName }
    guard count <= AMQPLimits.shortString else { throw .nameTooLong }
    return 1 + count
  }
}

extension [String: AMQPFieldValue] {
  /// Bytes of the entries on the wire, without the table's length.
  func wireSize(depth: Int) throws(WireDefect) -> Int {
    var size = 0
    for (name, value) in self {
      size += try AMQPFieldValue.wireSize(ofName: name.utf8.count) + value.wireSize(depth: depth)
    }
    return size
  }
}

extension [AMQPTableEntry] {
  /// Bytes of the entries on the wire, without the table's length.
  func wireSize(depth: Int) throws(WireDefect) -> Int {
    var size = 0
    for entry in self {
      size += try AMQPFieldValue.wireSize(ofName: entry.name.count) + entry.value.wireSize(depth: depth)
    }
    return size
  }
}

extension AMQPInteger {
  fileprivate var width: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32: 4
    case .uint64: 8
    }
  }
}
