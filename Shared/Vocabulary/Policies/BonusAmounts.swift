/// What a hire pays at each level, in cents (W1).
public struct BonusAmounts: Codable, Hashable, Sendable {
  /// To a beginner.
  public var beginner: Cents
  /// To a confirmed member.
  public var confirmed: Cents
  /// To an expert.
  public var expert: Cents

  public init(beginner: Cents, confirmed: Cents, expert: Cents) {
    self.beginner = beginner
    self.confirmed = confirmed
    self.expert = expert
  }

  /// What it pays at one of them.
  public subscript(level: Level) -> Cents {
    switch level {
    case .beginner: beginner
    case .confirmed: confirmed
    case .expert: expert
    }
  }
}
