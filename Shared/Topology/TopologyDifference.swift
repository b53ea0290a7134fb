/// Something that a broker has and should not, lacks, or has otherwise than it is declared.
public struct TopologyDifference: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// Declared, and not there.
    case missing
    /// There, and not declared.
    case leftOver = "left over"
    /// There, and otherwise.
    case different
  }

  /// What is wrong.
  public let kind: Kind
  /// The thing, such as `queue offers.events` or `permissions of staff`.
  public let thing: String
  /// What is there instead; nil where nothing more is to say.
  public let detail: String?
  /// The path of the management interface under which to DELETE it; nil for what is not ours to take away, or cannot be
  /// by itself.
  ///
  /// For a queue see `TopologyRemoval`: what is in it would be lost.
  public let removal: String?
  /// The queue that it is, or that is bound by it; nil for what has none.
  let queue: String?

  init(_ kind: Kind, _ thing: String, _ detail: String? = nil, removal: String? = nil, queue: String? = nil) {
    self.kind = kind
    self.thing = thing
    self.detail = detail
    self.removal = removal
    self.queue = queue
  }

  /// One line: what is wrong, the thing, and what is there instead.
  public var description: String {
    "\(kind.rawValue): \(thing)" + (detail.map { " (\($0))" } ?? "")
  }
}
