public import Vocabulary

/// The version that a changed policy got.
public struct PolicyVersion: Codable, Hashable, Sendable {
  /// The version: in force now, unless a date is given.
  public var version: Int
  /// When the version comes in force, where that is yet to come.
  public var inForceFrom: Timestamp?

  /// A value with its fields.
  public init(version: Int, inForceFrom: Timestamp? = nil) {
    self.version = version
    self.inForceFrom = inForceFrom
  }
}
