import NotificationsDomain
import SMTPClient
import Synchronization
import Vocabulary

/// The letters that this process has in hand, from taking them to knowing that what became of them is committed.
///
/// Letters are handed over in tasks of their own, which outlive the run of the scheduled work that began them: a server
/// may take minutes, and a run is a transaction.
final class LettersInHand: Sendable {
  private struct State {
    /// Taken by the run before; nobody knows yet whether that was committed.
    var taken: [TakenLetter] = []
    /// Known to be taken, to be sent by the next run before its transaction has done anything.
    var confirmed: [TakenLetter] = []
    /// Until when they are this process's to begin with.
    var confirmedUntil = Timestamp(microseconds: 0)
    var underWay: [NotificationID: TakenLetter] = [:]
    /// Taken and not to be sent any more, since the service stops.
    var unsent: [TakenLetter] = []
    var isClosed = false
    /// What became of letters, until a run finds that it is noted.
    var results: [LetterResult] = []
    var window: SendingWindow
    /// Until when the letters that are under way need not be kept anew.
    var keptUntil = Timestamp(microseconds: 0)
    var waiter: Task<Void, any Error>?
    /// Whose ends are waited for; where nobody's, any will do.
    var awaited: Set<NotificationID> = []
  }

  private let patience: DeliveryPatience
  private let state: Mutex<State>

  init(limit: Int, patience: DeliveryPatience) {
    self.patience = patience
    self.state = Mutex(State(window: SendingWindow(limit: limit, patience: patience)))
  }

  // MARK: Before and after sending

  /// What was taken by the run before.
  var taken: [TakenLetter] { state.withLock { $0.taken } }
  /// What became of letters and may not be noted yet.
  var results: [LetterResult] { state.withLock { $0.results } }
  /// Whether nothing is in hand.
  var isEmpty: Bool {
    state.withLock {
      $0.taken.isEmpty && $0.confirmed.isEmpty && $0.underWay.isEmpty && $0.results.isEmpty && $0.unsent.isEmpty
    }
  }
  /// Whether letters under way are all there is: nothing to be done but to wait for a server.
  var isWaiting: Bool {
    state.withLock { $0.taken.isEmpty && $0.confirmed.isEmpty && $0.results.isEmpty && !$0.underWay.isEmpty }
  }
  /// What was taken and is to be given back.
  var unsent: [TakenLetter] { state.withLock { $0.unsent } }
  /// Whether nothing is there to be noted or given back.
  private var isNoted: Bool { state.withLock { $0.results.isEmpty && $0.unsent.isEmpty } }
  /// Until when all letters wait for their server; nil where they do not.
  var closedUntil: Timestamp? { state.withLock { $0.window.closedUntil } }

  /// Those of the letters taken that are so indeed go out next, or never where that is not before an instant; the others
  /// are somebody else's, or due again.
  func confirm(_ held: Set<NotificationID>, until end: Timestamp) {
    state.withLock { state in
      state.confirmed += state.taken.filter { held.contains($0.letter.id) }
      state.confirmedUntil = end
      state.taken = []
    }
  }

  /// How many more may be taken.
  func room(at now: Timestamp) -> Int {
    state.withLock { $0.isClosed ? 0 : $0.window.room(beside: $0.underWay.count + $0.confirmed.count, at: now) }
  }

  /// Letters were taken, in a transaction that is still to be committed.
  func take(_ letters: [TakenLetter]) {
    state.withLock { $0.taken = letters }
  }

  /// Forgets results that a statement found noted.
  func settle(_ results: [LetterResult]) {
    let settled = Set(results.map(\.taken.letter.id))
    state.withLock { $0.results.removeAll { settled.contains($0.taken.letter.id) } }
  }

  /// The letters in hand that have to be kept for a while more; asked for again after a quarter of that while.
  func due(at now: Timestamp, lease: Double) -> [TakenLetter] {
    state.withLock { state in
      guard now >= state.keptUntil else { return [] }
      state.keptUntil = now.adding(seconds: lease / 4)
      return Array(state.underWay.values) + state.confirmed
    }
  }

  /// Forgets letters that were given back.
  func forget(_ letters: [TakenLetter]) {
    let forgotten = Set(letters.map(\.letter.id))
    state.withLock { $0.unsent.removeAll { forgotten.contains($0.letter.id) } }
  }

  // MARK: Stopping

  /// Has no more letters taken or sent; those that were taken and not sent are to be given back.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.unsent += state.taken + state.confirmed
      state.taken = []
      state.confirmed = []
    }
  }

  /// Waits until there is something to note or to give back; false where nothing is in hand, or not by the deadline.
  func waitForEnd(until deadline: ContinuousClock.Instant) async -> Bool {
    while isNoted {
      let left = ContinuousClock.now.duration(to: deadline)
      guard !isEmpty, left > .zero, !Task.isCancelled else { return false }
      await wait(for: [], seconds: left / .seconds(1))
    }
    return true
  }

  // MARK: Sending

  /// The letters that are to be sent now.
  func begin(at now: Timestamp) -> [TakenLetter] {
    state.withLock { state in
      defer { state.confirmed = [] }
      guard now < state.confirmedUntil else { return [] }
      for letter in state.confirmed { state.underWay[letter.letter.id] = letter }
      return state.confirmed
    }
  }

  /// The server turned out to be usable.
  func use() {
    state.withLock { $0.window.used() }
  }

  /// The dialogue about a letter has ended; says what becomes of the letter, and whether that has all letters wait anew.
  func end(_ taken: TakenLetter, _ outcome: SMTPOutcome, at now: Timestamp) -> (result: LetterResult, isClosed: Bool) {
    state.withLock { state in
      let failures = state.window.failures
      let attempt = state.window.attempt(outcome.verdict, at: now)
      let result = LetterResult(
        taken: taken, outcome: outcome,
        state: DeliveryState.after(attempt, number: taken.number, at: now, patience: patience))
      state.underWay[taken.letter.id] = nil
      state.results.append(result)
      state.awaited.remove(taken.letter.id)
      if state.awaited.isEmpty { state.waiter?.cancel() }
      return (result, state.window.failures > failures)
    }
  }

  /// Waits until letters have come to their ends, or any has where none is named, a number of seconds at most.
  func wait(for letters: [TakenLetter], seconds: Double) async {
    let pause = state.withLock { state -> Task<Void, any Error>? in
      state.awaited = Set(letters.map(\.letter.id)).intersection(state.underWay.keys)
      let isOver = letters.isEmpty ? state.underWay.isEmpty || !state.results.isEmpty : state.awaited.isEmpty
      if isOver { return nil }
      let pause = Task { try await Task.sleep(for: .seconds(seconds)) }
      state.waiter = pause
      return pause
    }
    guard let pause else { return }
    await withTaskCancellationHandler {
      _ = await pause.result
    } onCancel: {
      pause.cancel()
    }
  }
}

extension SendingWindow {
  /// What an attempt came to, by what its end means.
  fileprivate mutating func attempt(_ verdict: SMTPVerdict, at now: Timestamp) -> DeliveryAttempt {
    switch verdict {
    case .delivered: .accepted
    case .letterFailed: .failed
    case .letterRefused: .refused
    case .serverAtFault: .serverAway(until: failed(at: now))
    }
  }
}
