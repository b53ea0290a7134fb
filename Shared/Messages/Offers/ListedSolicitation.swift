public import Vocabulary

/// A member who was told of an offer, or will be, as staff see it.
public struct ListedSolicitation: Listed {
  /// `solicitations`.
  public static let listName = "solicitations"

  /// Who.
  public var memberId: MemberID
  /// Of which level: when told; of who is not told yet, now.
  public var level: Level
  /// In which wave, from 1; a planned one as things stand now.
  public var wave: Int
  /// When it was or will be pushed; planned, at the latest unless others become eligible.
  public var at: Timestamp
  /// Which of the two.
  public var state: SolicitationState

  public init(memberId: MemberID, level: Level, wave: Int, at: Timestamp, state: SolicitationState) {
    self.memberId = memberId
    self.level = level
    self.wave = wave
    self.at = at
    self.state = state
  }
}
