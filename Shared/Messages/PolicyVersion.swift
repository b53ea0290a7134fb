/// The version that a changed policy got.
public struct PolicyVersion: Codable, Hashable, Sendable {
  /// The version in force now.
  public var version: Int

  /// A value with its fields.
  public init(version: Int) {
    self.version = version
  }
}
