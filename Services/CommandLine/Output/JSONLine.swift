import FoundationEssentials
import Messages

/// JSON in one line with sorted keys: the same value is always the same text.
package enum JSONLine {
  /// Writes a value.
  package static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
