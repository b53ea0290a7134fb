public import Vocabulary

/// A wave of an offer, as its company may know it: how many, never who (O3, M8).
public struct OfferWave: Codable, Hashable, Sendable {
  /// Which, from 1.
  public var wave: Int
  /// Of whom.
  public var level: Level
  /// How many.
  public var members: Int
  /// When.
  public var at: Timestamp

  public init(wave: Int, level: Level, members: Int, at: Timestamp) {
    self.wave = wave
    self.level = level
    self.members = members
    self.at = at
  }
}
