import Synchronization

/// Counts how often connections that belong together had to give up what they had prepared.
///
/// A migration beside a running process changes tables under the prepared statements of all its connections. One that
/// learns of it tells the others, or each of them would fail for it once, and each statement on each of them.
final class PlanGeneration: Sendable {
  private let count = Atomic<Int>(0)

  /// The generation that statements are prepared in now.
  var current: Int { count.load(ordering: .relaxed) }

  /// Begins the next generation.
  func advance() -> Int { count.add(1, ordering: .relaxed).newValue }
}
