public import Vocabulary

/// How many members would have one level in place of another.
public struct LevelMove: Codable, Hashable, Sendable {
  /// The level as recorded.
  public var from: Level
  /// The level that the points make.
  public var to: Level
  /// How many members.
  public var members: Int

  public init(from: Level, to: Level, members: Int) {
    self.from = from
    self.to = to
    self.members = members
  }
}
