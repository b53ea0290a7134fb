/// Something of another's that is fetched when it is needed and kept for a while; one fetches, however many need it.
package actor Remembered<Value: Sendable> {
  /// For how long what was fetched is good.
  package struct Terms: Sendable {
    /// It is fetched again after this long.
    var age = Duration.seconds(3600)
    /// Until it is this old it still serves where it cannot be fetched again.
    var limit = Duration.seconds(86_400)
    /// It is fetched out of turn at most once in this time, and after a failure not before it is over.
    var pause = Duration.seconds(60)

    package init() {}
  }

  private let terms: Terms
  private let fetch: @Sendable () async throws -> Value
  private let now: @Sendable () -> ContinuousClock.Instant
  private var kept: (value: Value, at: ContinuousClock.Instant)?
  private var failedAt: ContinuousClock.Instant?
  private var renewedAt: ContinuousClock.Instant?
  private var isFetching = false
  private var waiting: [CheckedContinuation<Result<Value, any Error>, Never>] = []

  package init(
    _ terms: Terms = Terms(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    fetch: @escaping @Sendable () async throws -> Value
  ) {
    self.terms = terms
    self.now = now
    self.fetch = fetch
  }

  /// What is known, fetched where it is too old; throws where it has to be fetched and cannot be.
  package func value() async throws -> Value {
    if let kept {
      let age = now() - kept.at
      if age < terms.age { return kept.value }
      let hasJustFailed = failedAt.map { now() - $0 < terms.pause } ?? false
      if age < terms.limit, hasJustFailed { return kept.value }
    }
    do {
      return try await fetched()
    } catch {
      guard let kept, now() - kept.at < terms.limit else { throw error }
      return kept.value
    }
  }

  /// What is known once it is fetched out of turn; nil where that was done a moment ago.
  package func renewed() async throws -> Value? {
    let instant = now()
    if let renewedAt, instant - renewedAt < terms.pause { return nil }
    renewedAt = instant
    return try await fetched()
  }

  private func fetched() async throws -> Value {
    if isFetching { return try await withCheckedContinuation { waiting.append($0) }.get() }
    isFetching = true
    let result: Result<Value, any Error>
    do {
      let value = try await fetch()
      kept = (value, now())
      failedAt = nil
      result = .success(value)
    } catch {
      failedAt = now()
      result = .failure(error)
    }
    isFetching = false
    for continuation in waiting { continuation.resume(returning: result) }
    waiting = []
    return try result.get()
  }
}
