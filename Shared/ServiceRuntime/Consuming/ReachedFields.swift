import FoundationEssentials
import Glibc

/// Finds in an envelope what its message reaches: texts in a few places, each of which stands for a thing.
///
/// Names and texts are compared as bytes. Where an escape could hide what they say, nothing is told.
struct ReachedFields: Sendable {
  /// The envelope's own: a message that came twice reaches itself, and so does its story, whose first one's id it bears.
  private static let envelope: [[UInt8]] = ["id", "correlationid", "subject"].map { Array($0.utf8) }
  private static let data = Array("data".utf8)

  /// Fields of its data.
  private let fields: [[UInt8]]

  init(_ fields: Set<String>) {
    self.fields = fields.map { Array($0.utf8) }
  }

  /// A number for each thing; nil where the text is no envelope, or cannot be compared.
  func things(in envelope: Data) -> [Int]? {
    envelope.withUnsafeBytes { bytes -> [Int]? in
      var reader = JSONWalker(bytes: bytes)
      var things: [Int] = []
      let isRead = reader.read { name, reader in
        if Self.is(name, Self.data), reader.isAtObject {
          return reader.read { name, reader in
            Self.take(name, among: fields, by: &reader, into: &things)
          }
        }
        return Self.take(name, among: Self.envelope, by: &reader, into: &things)
      }
      return isRead && reader.isAtEnd ? things : nil
    }
  }

  private static func take(
    _ name: UnsafeRawBufferPointer, among names: [[UInt8]], by reader: inout JSONWalker, into things: inout [Int]
  ) -> Bool {
    guard reader.isAtString, names.contains(where: { Self.is(name, $0) }) else { return reader.skipItem() }
    guard let text = reader.plainString() else { return false }
    var hasher = Hasher()
    hasher.combine(bytes: text)
    things.append(hasher.finalize())
    return true
  }

  private static func `is`(_ name: UnsafeRawBufferPointer, _ other: [UInt8]) -> Bool {
    name.count == other.count && other.withUnsafeBytes { memcmp(name.baseAddress!, $0.baseAddress!, name.count) == 0 }
  }
}
