/// How many members' figure would change by so much: one bar of a histogram.
public struct ChangeBucket<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// The least change that counts here; below nought it is a loss.
  public var from: Value
  /// The greatest change that counts here.
  public var to: Value
  /// How many members.
  public var members: Int
  /// What their changes come to together.
  public var total: Value

  public init(from: Value, to: Value, members: Int, total: Value) {
    self.from = from
    self.to = to
    self.members = members
    self.total = total
  }
}
