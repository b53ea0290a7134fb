import Crypto
import FoundationEssentials
import Synchronization

/// Who is signed in, by what their browser shows; in memory, so that signing out ends it wherever a copy went.
final class SessionStore: Sendable {
  private struct Entry {
    var session: Session
    let begun: ContinuousClock.Instant
    var seen: ContinuousClock.Instant
  }

  private let entries = Mutex<[String: Entry]>([:])
  private let limits: SessionLimits

  init(_ limits: SessionLimits) {
    self.limits = limits
  }

  /// Begins a session; what the browser has to show from now on.
  func begin(_ session: Session, at now: ContinuousClock.Instant = .now) -> String {
    let key = RandomText.make()
    entries.withLock { entries in
      entries = entries.filter { lasts($0.value, at: now) }
      entries[Self.digest(key)] = Entry(session: session, begun: now, seen: now)
    }
    return key
  }

  /// The session that a browser shows the key of; nil when there is none, or it has ended.
  ///
  /// What a page keeps open by itself is no sign of a person.
  func session(
    _ key: String, isPerson: Bool = true, at now: ContinuousClock.Instant = .now
  ) -> Session? {
    entries.withLock { entries in
      let digest = Self.digest(key)
      guard let entry = entries[digest], lasts(entry, at: now) else {
        entries[digest] = nil
        return nil
      }
      if isPerson { entries[digest]?.seen = now }
      return entry.session
    }
  }

  /// Changes a session that lasts.
  func change(_ key: String, _ change: (inout Session) -> Void) {
    entries.withLock { entries in
      let digest = Self.digest(key)
      if var entry = entries[digest] {
        change(&entry.session)
        entries[digest] = entry
      }
    }
  }

  /// Ends a session.
  func end(_ key: String) {
    _ = entries.withLock { $0.removeValue(forKey: Self.digest(key)) }
  }

  private func lasts(_ entry: Entry, at now: ContinuousClock.Instant) -> Bool {
    now - entry.seen < limits.idle && now - entry.begun < limits.whole
  }

  /// Keys are looked up by their digest, so that no comparison takes longer the more of a guess is right.
  private static func digest(_ key: String) -> String {
    Data(SHA256.hash(data: Data(key.utf8))).base64EncodedString()
  }
}
