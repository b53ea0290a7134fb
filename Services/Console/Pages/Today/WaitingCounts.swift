import Synchronization

/// How many things wait for a person: counted once for all who look at the day at the same time.
///
/// It is the same for everybody, whatever their roles. A count is given out for a second at most, and no longer where
/// something was told to staff meanwhile, or somebody did something here: whoever looks because of that sees it.
package final class WaitingCounts: Sendable {
  /// What had happened when something was counted.
  package struct Mark: Hashable, Sendable {
    let told: Int
    let commands: Int

    /// How often staff were told something new, and how many commands had ended.
    package init(told: Int, commands: Int) {
      (self.told, self.commands) = (told, commands)
    }
  }

  /// A count, from the moment on at which it was begun.
  private struct Count {
    let number: Int
    let mark: Mark
    let begun: ContinuousClock.Instant
    let answer: Task<Result<Int, DeskFailure>, Never>
    var isOver = false
  }

  /// For how long a count is given out.
  package static let lifetime = Duration.seconds(1)

  private struct State {
    var counts: [WaitingKind: Count] = [:]
    var begun = 0
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> ContinuousClock.Instant

  /// None is known yet.
  package init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.now = now
  }

  /// How many of a kind wait, after all that the mark knows of; `count` is called where nobody has counted them since.
  ///
  /// What failed is told to those who waited for it, and nobody else.
  package func count(
    of kind: WaitingKind, as mark: Mark, _ count: @escaping @Sendable () async -> Result<Int, DeskFailure>
  ) async -> Result<Int, DeskFailure> {
    let now = now()
    let answer = state.withLock { state in
      if let known = state.counts[kind], known.mark == mark, !known.isOver || known.begun + Self.lifetime > now {
        return known.answer
      }
      state.begun += 1
      let number = state.begun
      let answer = Task {
        let answer = await count()
        self.end(kind, number, isKept: (try? answer.get()) != nil)
        return answer
      }
      state.counts[kind] = Count(number: number, mark: mark, begun: now, answer: answer)
      return answer
    }
    return await answer.value
  }

  private func end(_ kind: WaitingKind, _ number: Int, isKept: Bool) {
    state.withLock { state in
      guard state.counts[kind]?.number == number else { return }
      state.counts[kind]?.isOver = true
      if !isKept { state.counts[kind] = nil }
    }
  }
}
