/// A JSON text that was taken apart once, kept to be asked for what it holds and to be written as it stands.
package final class JSONDocument: Sendable {
  /// The text.
  package let bytes: [UInt8]
  let tokens: [JSONToken]

  /// Takes a text apart; nil where it is no JSON.
  package init?(_ bytes: [UInt8]) {
    let tokens = bytes.withUnsafeBufferPointer { text in
      withUnsafeTemporaryAllocation(of: JSONToken.self, capacity: JSONTokenizer.capacity(for: text.count)) { buffer in
        buffer.baseAddress.flatMap { JSONTokenizer.tokenize(text, into: $0) }.map { Array(buffer[..<$0]) }
      }
    }
    guard let tokens else { return nil }
    self.bytes = bytes
    self.tokens = tokens
  }

  /// The outermost value.
  package var root: JSONElement { JSONElement(document: self, index: 0) }
}

extension JSONDocument: Encodable {
  /// Writes the text as it stands, where it goes into another of ours.
  package func encode(to encoder: any Encoder) throws {
    if let encoder = encoder as? JSONTextEncoder { return encoder.write(json: bytes) }
    try root.value.encode(to: encoder)
  }
}
