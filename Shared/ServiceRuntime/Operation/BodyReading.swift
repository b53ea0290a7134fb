import Hummingbird
import MessageHandling
import NIOCore
import Synchronization

/// The reading of one request's body, and whether it came to the end of it.
final class BodyReading: Sendable {
  private let hasEnded = Mutex(false)

  /// Whether nothing of the body is left.
  var isAtEnd: Bool { hasEnded.withLock { $0 } }

  /// Reads a body up to a number of bytes; what is larger is left where it is.
  func read(_ body: RequestBody, upTo limit: Int) async -> DoorBody {
    var bytes: [UInt8] = []
    do {
      for try await buffer in body {
        guard bytes.count + buffer.readableBytes <= limit else { return .tooLarge }
        bytes.append(contentsOf: buffer.readableBytesView)
      }
    } catch {
      return .broken
    }
    hasEnded.withLock { $0 = true }
    return .whole(bytes)
  }
}
