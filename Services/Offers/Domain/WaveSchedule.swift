import Vocabulary

/// Where the waves of an offer stand (O3).
package struct WaveSchedule: Hashable, Sendable {
  /// What a wave came to.
  package struct Dispatch: Hashable, Sendable {
    /// Whose turn it was.
    package let level: Level
    /// How many members of the level are left, where the wave had a maximum size.
    package let remaining: Int

    package init(level: Level, remaining: Int) {
      self.level = level
      self.remaining = remaining
    }
  }

  package let offerID: OfferID
  /// How many waves there were, dispatched and skipped alike.
  package var wave: Int
  /// Whose turn it is next.
  package var level: Level
  /// When it is; nil while nobody is left to solicit.
  package var dueAt: Timestamp?
  package var lastDispatchedAt: Timestamp?

  package init(
    offerID: OfferID, wave: Int, level: Level, dueAt: Timestamp?, lastDispatchedAt: Timestamp? = nil
  ) {
    self.offerID = offerID
    self.wave = wave
    self.level = level
    self.dueAt = dueAt
    self.lastDispatchedAt = lastDispatchedAt
  }

  /// The schedule of an offer just published: the experts' wave at once.
  package static func begin(_ offerID: OfferID, at now: Timestamp) -> WaveSchedule {
    WaveSchedule(offerID: offerID, wave: 0, level: WavesGoFromExpertsToBeginners.order[0], dueAt: now)
  }

  /// The schedule of an offer that is open again (O7): a new round, for those who were not told yet.
  ///
  /// Waves are counted on from the last one, and the first comes no sooner than a delay after it.
  package static func resume(
    _ offerID: OfferID, after wave: Int, dispatchedAt: Timestamp?, delay: Double, at now: Timestamp
  ) -> WaveSchedule {
    var schedule = begin(offerID, at: dispatchedAt.map { max($0.adding(seconds: delay), now) } ?? now)
    schedule.wave = wave
    schedule.lastDispatchedAt = dispatchedAt
    return schedule
  }

  /// The levels in the order in which they come now.
  package var turns: [Level] { WavesGoFromExpertsToBeginners.turns(from: level) }

  /// After a wave: levels without anybody eligible were skipped without delay, and count.
  ///
  /// What did not fit goes to the next wave of the same level; without any wave the schedule rests where it is, until
  /// `wakeAt` or somebody becomes eligible.
  package func after(_ dispatch: Dispatch?, at now: Timestamp, delay: Double, wakeAt: Timestamp? = nil) -> WaveSchedule
  {
    var next = self
    guard let dispatch, let turn = turns.firstIndex(of: dispatch.level) else {
      next.dueAt = wakeAt
      return next
    }
    next.wave = next.wave.addingSaturated(turn + 1)
    next.level =
      dispatch.remaining > 0 ? dispatch.level : WavesGoFromExpertsToBeginners.next(after: dispatch.level)
    next.lastDispatchedAt = now
    next.dueAt = now.adding(seconds: delay)
    return next
  }
}
