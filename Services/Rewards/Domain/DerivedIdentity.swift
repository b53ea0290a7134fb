internal import Crypto
internal import FoundationEssentials
package import Vocabulary

extension Identifier {
  /// The id of what a cause makes at an instant: the same cause at the same instant makes the same id (W5).
  ///
  /// A UUID of version 7 with bits of the cause's SHA-256 in the place of random ones. So a rebuild of the books from
  /// the messages that were received, each at its time, finds rewards and payouts by the ids that later messages name.
  package static func derived(from cause: String, at instant: Timestamp) -> Self {
    let milliseconds = UInt64(max(0, instant.microseconds / 1000))
    var bytes = withUnsafeBytes(of: (milliseconds << 16).bigEndian) { Array($0.prefix(6)) }
    bytes += SHA256.hash(data: Data(cause.utf8)).prefix(10)
    bytes[6] = bytes[6] & 0x0F | 0x70
    bytes[8] = bytes[8] & 0x3F | 0x80
    return Self(rawValue: bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) })
  }
}
