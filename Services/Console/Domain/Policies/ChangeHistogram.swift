public import Messages

/// Who loses and who gains under a policy that is tried: losers left, gainers right, who has neither in the middle.
public struct ChangeHistogram: Sendable {
  /// One bar.
  public struct Bar: Hashable, Sendable {
    /// The least change that counts here; below nought it is a loss.
    public let from: Int
    /// The greatest.
    public let to: Int
    /// How many members.
    public let members: Int
    /// What their changes come to together.
    public let total: Int

    /// A bar between two changes.
    public init(from: Int, to: Int, members: Int, total: Int) {
      self.from = from
      self.to = to
      self.members = members
      self.total = total
    }

    /// Whether nothing changes for who is here.
    public var isUnchanged: Bool { from == 0 && to == 0 }
    /// Whether who is here loses.
    public var isLoss: Bool { to < 0 }
  }

  /// Members of one side together.
  public struct Side: Hashable, Sendable {
    /// How many.
    public let members: Int
    /// What their changes come to.
    public let total: Int
  }

  /// The bars from the greatest loss to the greatest gain; always one of those for whom nothing changes.
  public let bars: [Bar]

  /// A histogram of bars in any order.
  public init(_ bars: [Bar]) {
    let changed = bars.filter { !$0.isUnchanged && $0.members > 0 }.sorted { $0.from < $1.from }
    let same = Bar(from: 0, to: 0, members: bars.filter(\.isUnchanged).reduce(0) { $0 + $1.members }, total: 0)
    self.bars = changed.filter(\.isLoss) + [same] + changed.filter { !$0.isLoss }
  }

  /// A histogram of amounts or points, as the platform answers them.
  public init<Value: RawRepresentable<Int>>(_ buckets: [ChangeBucket<Value>]) {
    self.init(
      buckets.map {
        Bar(from: $0.from.rawValue, to: $0.to.rawValue, members: $0.members, total: $0.total.rawValue)
      })
  }

  /// Who loses.
  public var losers: Side { side { $0.isLoss } }
  /// Who gains.
  public var gainers: Side { side { $0.from > 0 } }
  /// For how many nothing changes.
  public var unchanged: Int { bars.filter(\.isUnchanged).reduce(0) { $0 + $1.members } }
  /// Whether anything changes for anybody.
  public var isFlat: Bool { bars.count == 1 }

  private func side(_ belongs: (Bar) -> Bool) -> Side {
    let bars = bars.filter(belongs)
    return Side(members: bars.reduce(0) { $0 + $1.members }, total: bars.reduce(0) { $0 + $1.total })
  }
}
