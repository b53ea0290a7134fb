public import Vocabulary

/// A version of the policy of the offers service: the one in force, or one that is scheduled.
public struct OffersPolicy: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// The time between two waves (O3).
  public var waveDelaySeconds: Int
  /// How many members a wave reaches at most; no limit where absent.
  public var waveMaximumSize: Int?
  /// How often a member is solicited in a week at most (O4); no limit where absent.
  public var solicitationsPerWeek: Int?
  /// When the version comes in force, or came, where staff gave a date; absent where it was at once.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [OffersPolicy]?

  public init(
    version: Int,
    waveDelaySeconds: Int,
    waveMaximumSize: Int? = nil,
    solicitationsPerWeek: Int? = nil,
    inForceFrom: Timestamp? = nil,
    upcoming: [OffersPolicy]? = nil
  ) {
    self.version = version
    self.waveDelaySeconds = waveDelaySeconds
    self.waveMaximumSize = waveMaximumSize
    self.solicitationsPerWeek = solicitationsPerWeek
    self.inForceFrom = inForceFrom
    self.upcoming = upcoming
  }
}
