import Vocabulary

/// Which wave will reach a member, and when (O5): as things stand, and at the latest unless others become eligible.
package struct WaveForecast: Hashable, Sendable {
  package let wave: Int
  package let at: Timestamp

  /// Counts the waves before the member's.
  ///
  /// `waiting` says how many eligible members of each level are still to be solicited, `ahead` how many of the member's
  /// own level come before. A level without anybody is skipped without delay, but counts. Counts and times that grow beyond
  /// what can be told stop there: one member a wave and a delay of a year is a policy that may be.
  package init(
    of level: Level,
    ahead: Int,
    waiting: [Level: Int],
    on schedule: WaveSchedule,
    delay: Double,
    maximumSize: Int?,
    now: Timestamp
  ) {
    var wave = schedule.wave
    var delays = 0
    for turn in schedule.turns.prefix(while: { $0 != level }) {
      let waves = Self.waves(of: waiting[turn] ?? 0, maximumSize: maximumSize)
      wave = wave.addingSaturated(max(waves, 1))
      delays = delays.addingSaturated(waves)
    }
    let before = maximumSize.map { ahead / max($0, 1) } ?? 0
    let rested = schedule.lastDispatchedAt?.adding(seconds: delay)
    let start = max(schedule.dueAt ?? rested ?? now, now)
    self.wave = wave.addingSaturated(before).addingSaturated(1)
    self.at = start.adding(seconds: Double(delays.addingSaturated(before)) * delay)
  }

  private static func waves(of members: Int, maximumSize: Int?) -> Int {
    guard members > 0 else { return 0 }
    return maximumSize.map { (members - 1) / max($0, 1) + 1 } ?? 1
  }
}
