public import Vocabulary

/// How a reward was settled.
public struct Settlement: Codable, Hashable, Sendable {
  /// The option that was carried out.
  public var option: RewardOption
  /// The accounts that it moves.
  public var lines: [SettlementLine]

  public init(option: RewardOption, lines: [SettlementLine]) {
    self.option = option
    self.lines = lines
  }
}
