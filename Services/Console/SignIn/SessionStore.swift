import Crypto
import FoundationEssentials
import Synchronization

/// Who is signed in, by what their browser shows; in memory, so that signing out ends it wherever a copy went.
package final class SessionStore: Sendable {
  private struct Entry {
    var session: Session
    let begun: ContinuousClock.Instant
    var seen: ContinuousClock.Instant
    /// Who is to hear of its end.
    var watchers: [String: AsyncStream<Never>.Continuation] = [:]

    func end() { for watcher in watchers.values { watcher.finish() } }
  }

  private let entries = Mutex<[String: Entry]>([:])
  private let limits: SessionLimits

  package init(_ limits: SessionLimits) {
    self.limits = limits
  }

  /// How many there are, those that ended by themselves a moment ago included.
  package var count: Int { entries.withLock { $0.count } }

  /// Begins a session; what the browser has to show from now on.
  ///
  /// What the browser showed until now ends. Pages of the same person that are open go on.
  package func begin(
    _ session: Session, replacing old: String? = nil, at now: ContinuousClock.Instant = .now
  ) -> String {
    let key = RandomText.make()
    entries.withLock { entries in
      var session = session
      for (digest, entry) in entries where !lasts(entry, at: now) { Self.end(digest, in: &entries) }
      if let digest = old.map(Self.digest), let entry = entries[digest] {
        Self.end(digest, in: &entries)
        if entry.session.subject == session.subject {
          session.formToken = entry.session.formToken
          session.language = entry.session.language
        }
      }
      Self.makeRoom(for: limits.ofPerson, in: &entries) { $0.session.subject == session.subject }
      Self.makeRoom(for: limits.ofAll, in: &entries) { _ in true }
      entries[Self.digest(key)] = Entry(session: session, begun: now, seen: now)
    }
    return key
  }

  /// The session that a browser shows the key of; nil when there is none, or it has ended.
  ///
  /// What a page keeps open by itself is no sign of a person.
  package func session(
    _ key: String, isPerson: Bool = true, at now: ContinuousClock.Instant = .now
  ) -> Session? {
    entries.withLock { entries in
      let digest = Self.digest(key)
      guard let entry = entries[digest] else { return nil }
      guard lasts(entry, at: now) else {
        Self.end(digest, in: &entries)
        return nil
      }
      if isPerson { entries[digest]?.seen = now }
      return entry.session
    }
  }

  /// Changes a session that lasts.
  package func change(_ key: String, _ change: (inout Session) -> Void) {
    entries.withLock { entries in
      let digest = Self.digest(key)
      if var entry = entries[digest] {
        change(&entry.session)
        entries[digest] = entry
      }
    }
  }

  /// Ends a session, for whoever has its key.
  package func end(_ key: String) {
    entries.withLock { Self.end(Self.digest(key), in: &$0) }
  }

  /// Returns when a session has ended, by whatever ends it, or when the task is cancelled.
  package func ended(_ key: String) async {
    let (ends, continuation) = AsyncStream.makeStream(of: Never.self)
    let (digest, watcher) = (Self.digest(key), RandomText.make())
    let isThere = entries.withLock { entries in
      entries[digest]?.watchers[watcher] = continuation
      return entries[digest] != nil
    }
    guard isThere else { return }
    defer { _ = entries.withLock { $0[digest]?.watchers.removeValue(forKey: watcher) } }
    await withTaskGroup(of: Void.self) { tasks in
      tasks.addTask { for await _ in ends {} }
      tasks.addTask {
        // Nobody is there to notice that its time is over: each time it might be, it is looked at.
        while !Task.isCancelled, let rest = self.rest(of: key) { try? await Task.sleep(for: rest) }
      }
      await tasks.next()
      tasks.cancelAll()
    }
  }

  /// How long a session lasts if nobody comes; nil where it has ended.
  private func rest(of key: String, at now: ContinuousClock.Instant = .now) -> Duration? {
    guard session(key, isPerson: false, at: now) != nil else { return nil }
    return entries.withLock { entries in
      entries[Self.digest(key)].map { min($0.seen + limits.idle, $0.begun + limits.whole) - now }
    }
  }

  private func lasts(_ entry: Entry, at now: ContinuousClock.Instant) -> Bool {
    now - entry.seen < limits.idle && now - entry.begun < limits.whole
  }

  private static func end(_ digest: String, in entries: inout [String: Entry]) {
    entries.removeValue(forKey: digest)?.end()
  }

  /// Ends what was used least lately until one more of a kind is within a limit.
  private static func makeRoom(for limit: Int, in entries: inout [String: Entry], _ isOne: (Entry) -> Bool) {
    let those = entries.filter { isOne($0.value) }
    guard those.count >= limit else { return }
    for (digest, _) in those.sorted(by: { $0.value.seen < $1.value.seen }).prefix(those.count - limit + 1) {
      end(digest, in: &entries)
    }
  }

  /// Keys are looked up by their digest, so that no comparison takes longer the more of a guess is right.
  private static func digest(_ key: String) -> String {
    Data(SHA256.hash(data: Data(key.utf8))).base64EncodedString()
  }
}
