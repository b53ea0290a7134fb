public import Messages
public import Vocabulary

/// The waves of an offer on one line of time: those that were, those that are planned, and now between them (O3, O5).
public struct WaveChronicle: Sendable {
  /// A wave, and whether it was.
  public struct Wave: Hashable, Sendable {
    /// The wave.
    public let wave: OfferWave
    /// Whether it is still to come.
    public let isPlanned: Bool
    /// Whether the offer closes before: then it does not come (O3).
    public let isTooLate: Bool
  }

  /// What stands on the line.
  public enum Stop: Hashable, Sendable {
    /// A wave.
    case wave(Wave)
    /// This moment.
    case now(Timestamp)
    /// The offer's end, past or set.
    case closing(Timestamp)

    /// When it is.
    public var at: Timestamp {
      switch self {
      case .wave(let wave): wave.wave.at
      case .now(let instant), .closing(let instant): instant
      }
    }
  }

  /// All waves, in their order.
  public let waves: [Wave]
  /// How many members were told.
  public let told: Int
  /// How many will be, those included that no wave is shown of.
  public let planned: Int
  /// Now, unless the offer is closed.
  public let now: Timestamp?
  /// When the offer closed or will.
  public let closing: Timestamp?

  /// A wave that is due already comes at once: it stands behind now all the same.
  public init(
    done: [OfferWave], planned: [OfferWave], later: Int = 0, now: Timestamp?, closing: Timestamp? = nil
  ) {
    waves =
      done.sorted { $0.wave < $1.wave }.map { Wave(wave: $0, isPlanned: false, isTooLate: false) }
      + planned.sorted { $0.wave < $1.wave }.map { wave in
        Wave(wave: wave, isPlanned: true, isTooLate: closing.map { wave.at >= $0 } ?? false)
      }
    told = done.reduce(0) { $0 + $1.members }
    let late = waves.contains(where: \.isTooLate)
    self.planned = waves.reduce(late ? 0 : later) { $0 + ($1.isPlanned && !$1.isTooLate ? $1.wave.members : 0) }
    self.now = now
    self.closing = closing
  }

  /// What stands on the line, in the order of time; of very many waves those around now.
  ///
  /// Waves that were stand before now and planned ones behind it, whatever two clocks say.
  public func stops(before: Int, behind: Int) -> [Stop] {
    let past = waves.filter { !$0.isPlanned }.suffix(before).map { Stop.wave($0) }
    let future = waves.filter(\.isPlanned).prefix(behind).map { Stop.wave($0) }
    var stops = past + (now.map { [.now($0)] } ?? []) + future
    if let closing {
      let isPast = now.map { closing <= $0 } ?? true
      let early = future.prefix { $0.at < closing }.count
      stops.insert(.closing(closing), at: isPast ? past.count : past.count + 1 + early)
    }
    return stops
  }
}
