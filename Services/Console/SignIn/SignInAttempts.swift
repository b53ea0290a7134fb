import Synchronization

/// Who is on the way to the provider and back.
final class SignInAttempts: Sendable {
  /// How long somebody may take to sign in.
  private static let patience = Duration.seconds(600)
  /// How many may be on the way: who calls for more pushes out the oldest.
  private static let limit = 10_000

  private struct Entry {
    let attempt: SignInAttempt
    let begun: ContinuousClock.Instant
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// Keeps an attempt under a key that the browser keeps in a cookie.
  func begin(_ attempt: SignInAttempt, at now: ContinuousClock.Instant = .now) -> String {
    let key = RandomText.make()
    entries.withLock { entries in
      if entries.count >= Self.limit {
        entries = entries.filter { now - $0.value.begun < Self.patience }
        if entries.count >= Self.limit, let oldest = entries.min(by: { $0.value.begun < $1.value.begun }) {
          entries[oldest.key] = nil
        }
      }
      entries[key] = Entry(attempt: attempt, begun: now)
    }
    return key
  }

  /// Takes an attempt: once, and not too late.
  func take(_ key: String, at now: ContinuousClock.Instant = .now) -> SignInAttempt? {
    guard let entry = entries.withLock({ $0.removeValue(forKey: key) }) else { return nil }
    return now - entry.begun < Self.patience ? entry.attempt : nil
  }
}
