import Glibc
import Synchronization

/// Lets another thread end a socket whose own thread is stuck in a write.
///
/// A broker under a memory alarm stops reading, and librabbitmq then waits for ever.
final class SocketGuard: Sendable {
  private struct State {
    var descriptor: Int32?
    var busySince: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// Notes the socket of a new connection, or that there is none any more; must be called before it is closed.
  func watch(_ descriptor: Int32?) {
    state.withLock { $0 = State(descriptor: descriptor) }
  }

  /// Runs one call that may block on the socket, under the eye of whoever calls `shutDown(ifStuckFor:)`.
  func time<Result>(_ call: () -> Result) -> Result {
    state.withLock { $0.busySince = .now }
    defer { state.withLock { $0.busySince = nil } }
    return call()
  }

  /// Shuts the socket down when a call has been stuck for longer than a limit; true when it did.
  func shutDown(ifStuckFor limit: Duration) -> Bool {
    state.withLock { state in
      guard let descriptor = state.descriptor, let since = state.busySince, since.duration(to: .now) > limit else {
        return false
      }
      state.busySince = nil
      return shutdown(descriptor, Int32(SHUT_RDWR)) == 0
    }
  }
}
