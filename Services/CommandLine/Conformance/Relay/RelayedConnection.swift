import NIOCore
import Synchronization

/// A connection of a program, as a relay knows it.
final class RelayedConnection: Sendable {
  private struct State {
    var knowsBlocked = false
    var isBlocked = false
    /// Channels on which something was published since the relay was told to look for it.
    var reporting: Set<UInt16> = []
    /// Deliveries whose properties have not come yet, by channel.
    var delivering: [UInt16: UInt64] = [:]
  }

  /// Which it is, from 1.
  let number: Int
  private let toProgram: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private let state = Mutex(State())
  private let cuts = Journal<Bool>()

  init(number: Int, toProgram: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
    self.number = number
    self.toProgram = toProgram
  }

  /// Ends it.
  func cut() { cuts.append(true) }

  /// Waits until it is to end, or the task is cancelled.
  func isCut() async { _ = await cuts.first(within: .seconds(86_400)) { $0 } }

  /// Says something to a program that knows `connection.blocked`, as if the broker did.
  func say(_ frame: WireFrame, ifBlocked: Bool = false) async {
    let isWanted = state.withLock { state in
      guard state.knowsBlocked, !ifBlocked || state.isBlocked else { return false }
      state.isBlocked = !ifBlocked
      return true
    }
    guard isWanted else { return }
    var bytes = ByteBuffer()
    frame.write(into: &bytes)
    try? await toProgram.write(bytes)
  }

  /// Remembers what a later frame belongs to.
  func note(_ method: WireMethod, on channel: UInt16) {
    state.withLock { state in
      switch method {
      case .login(let knowsBlocked): state.knowsBlocked = knowsBlocked
      case .deliver(let tag, _): state.delivering[channel] = tag
      default: break
      }
    }
  }

  /// What the header of a content says of the delivery that it belongs to.
  func content(_ frame: WireFrame) -> [WireEvent.Fact] {
    guard let tag = state.withLock({ $0.delivering.removeValue(forKey: frame.channel) }) else { return [] }
    return [.delivered(tag: tag, messageID: ContentHeader(frame).messageID)]
  }

  /// Remembers that something was published on a channel.
  func reports(on channel: UInt16) { state.withLock { _ = $0.reporting.insert(channel) } }

  /// Whether something was published there since the relay was told to look for it.
  func hasReported(on channel: UInt16) -> Bool { state.withLock { $0.reporting.contains(channel) } }
}
