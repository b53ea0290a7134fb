/// Nothing is in force of what every decision depends on; a migration made the first, so somebody deleted or redated it.
public struct NothingInForce: UnmetCondition, CustomStringConvertible {
  /// What is missing, such as "charter".
  public let subject: String

  public init(subject: String) {
    self.subject = subject
  }

  /// What is wrong, and since when.
  public var description: String { "no \(subject) is in force: the row that the migration made is gone" }
}
