import Synchronization

/// Who is on the way to the provider and back; one browser may be on the way in several tabs.
package final class SignInAttempts: Sendable {
  /// How long somebody may take to sign in.
  static let patience = Duration.seconds(600)

  private struct Entry {
    let attempt: SignInAttempt
    /// What the browser keeps in a cookie.
    let browser: String
    let begun: ContinuousClock.Instant
  }

  private let entries = Mutex<[String: Entry]>([:])
  private let limit: Int

  /// How many may be on the way: who calls for more pushes out the oldest.
  package init(limit: Int = 20_000) {
    self.limit = limit
  }

  package var count: Int { entries.withLock { $0.count } }

  /// Keeps an attempt of a browser.
  package func begin(_ attempt: SignInAttempt, in browser: String, at now: ContinuousClock.Instant = .now) {
    entries.withLock { entries in
      if entries.count >= limit {
        entries = entries.filter { now - $0.value.begun < Self.patience }
        // A tenth at once, so that not each of many has to look for the oldest.
        if entries.count >= limit {
          let oldest = entries.sorted { $0.value.begun < $1.value.begun }.prefix(max(1, limit / 10))
          for (state, _) in oldest { entries[state] = nil }
        }
      }
      entries[attempt.state] = Entry(attempt: attempt, browser: browser, begun: now)
    }
  }

  /// Takes the attempt that an answer belongs to: once, not too late, and only for the browser that made it.
  package func take(
    _ state: String, in browser: String, at now: ContinuousClock.Instant = .now
  ) -> SignInAttempt? {
    entries.withLock { entries in
      guard let entry = entries[state], entry.browser == browser else { return nil }
      entries[state] = nil
      return now - entry.begun < Self.patience ? entry.attempt : nil
    }
  }
}
