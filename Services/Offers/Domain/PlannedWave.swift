import Vocabulary

/// A wave that is still to come, as things stand (O5).
package struct PlannedWave: Hashable, Sendable {
  /// Which, and when.
  package let forecast: WaveForecast
  package let level: Level
  /// How many it reaches.
  package let members: Int
  /// How many of the level come in waves before.
  package let ahead: Int

  /// The waves to come in their order, at most `limit`: as many of a level as a maximum size makes.
  ///
  /// `waiting` says how many members of each level are still to be solicited.
  package static func all(
    waiting: [Level: Int], on schedule: WaveSchedule, delay: Double, maximumSize: Int?, now: Timestamp, limit: Int
  ) -> [PlannedWave] {
    var waves: [PlannedWave] = []
    for level in schedule.turns {
      let count = waiting[level] ?? 0
      var ahead = 0
      while ahead < count, waves.count < limit {
        let members = min(maximumSize ?? count, count - ahead)
        let forecast = WaveForecast(
          of: level, ahead: ahead, waiting: waiting, on: schedule, delay: delay, maximumSize: maximumSize, now: now)
        waves.append(PlannedWave(forecast: forecast, level: level, members: members, ahead: ahead))
        ahead += members
      }
    }
    return waves
  }
}
