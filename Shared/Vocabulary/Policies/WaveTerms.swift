/// What a version of the offers policy says: how members are told of offers, wave by wave.
public struct WaveTerms: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// The time between two waves (O3).
  public var waveDelaySeconds: Int
  /// How many members a wave reaches at most; no limit where absent.
  public var waveMaximumSize: Int?
  /// How often a member is solicited in a week at most (O4); no limit where absent.
  public var solicitationsPerWeek: Int?

  public init(
    version: Int, waveDelaySeconds: Int, waveMaximumSize: Int? = nil, solicitationsPerWeek: Int? = nil
  ) {
    self.version = version
    self.waveDelaySeconds = waveDelaySeconds
    self.waveMaximumSize = waveMaximumSize
    self.solicitationsPerWeek = solicitationsPerWeek
  }
}
