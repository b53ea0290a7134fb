import AMQPClient
import CooptCommandLine

/// What lay in a queue of letters when somebody looked.
struct LetterHand: Sendable {
  /// How many there were that nobody had in hand.
  let count: Int
  /// The oldest of them.
  let letters: [DeadLetter]
  /// Whether somebody works on them, who may have some in hand.
  let isBusy: Bool

  /// Bodies that are held at a time, before a look ends early.
  private static let bytes = 32 << 20

  /// Whether more lie there than were looked at.
  var isPartial: Bool { count > letters.count }

  /// Looks at a queue, beside others who look.
  static func taken(
    of queue: String, _ broker: AMQPConfiguration, in trail: LetterTrail
  ) async throws -> LetterHand {
    let isFree = try await trail.lockToLook(at: queue)
    return try await LetterQueue.with(queue, broker, holding: LetterDesk.handful) { hand in
      LetterHand(count: hand.count, letters: try await hand.handful(bytes: bytes) { $0 }, isBusy: !isFree)
    }
  }

  /// Waits until the broker has all of it back, or others took some meanwhile: half a second at most.
  func backInPlace(in queue: String, _ broker: AMQPConfiguration) async {
    guard count > 0 else { return }
    let deadline = ContinuousClock.now + .milliseconds(500)
    try? await AMQPTopologySession.with(broker) { session in
      while try await session.messageCount(of: queue) < count, ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }
}
