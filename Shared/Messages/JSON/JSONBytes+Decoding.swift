public import FoundationEssentials

extension JSONBytes {
  /// Reads a value of a JSON text in UTF-8, taken apart once, without the map and the dictionaries that `JSONDecoder` makes.
  ///
  /// It takes what that takes, and nothing besides. Of a key that comes twice, the first counts; keys of `Date`, `Data` and `URL`
  /// are what these say themselves. Throws `DecodingError` without a path, and what the value itself throws.
  public static func decode<Value: Decodable>(_ type: Value.Type, from text: Data) throws -> Value {
    guard BodyScan(text) != .unreadable else { throw JSONPlace.defect("is no UTF-8") }
    return try read(type, from: text)
  }

  /// The same of bytes that are UTF-8 for sure.
  static func read<Value: Decodable>(_ type: Value.Type, from text: Data) throws -> Value {
    try read(text) { try $0.decode(type) }
  }

  /// Takes bytes apart that are UTF-8 for sure, and hands over the outermost value.
  static func read<Value>(_ text: Data, _ body: (JSONPlace) throws -> Value) throws -> Value {
    try text.withUnsafeBytes { bytes in
      let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
      return try text.withMemoryRebound(to: UInt8.self) { try JSONPlace.read($0, body) }
    }
  }
}
