/// A figure as it is, and as it would be.
public struct BeforeAndAfter<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// As it is recorded.
  public var before: Value
  /// As it would be.
  public var after: Value

  public init(before: Value, after: Value) {
    self.before = before
    self.after = after
  }
}
