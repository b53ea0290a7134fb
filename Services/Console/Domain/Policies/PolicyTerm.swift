/// One term of a policy, as people read and change it.
public struct PolicyTerm: Sendable {
  /// How it is filled in, and what it becomes.
  public enum Kind: Sendable {
    /// An amount, kept in cents.
    case euros
    /// A whole number, with what it counts, where that is said behind it.
    case whole(ClosedRange<Int>, unit: Said?)
    /// A time, kept in seconds.
    case duration(ClosedRange<Int>)
    /// Yes or no.
    case tick
    /// One line, such as the name of a time zone.
    case line
    /// The parts in which a bonus is paid (W9).
    case instalments
  }

  /// Where it stands in the policy: `sponsorshipCents`, `amounts.beginner`.
  public let path: String
  /// How it is filled in.
  public let kind: Kind
  /// What it is called.
  public let label: Said
  /// What helps to fill it in.
  public let hint: Said?
  /// Whether there may be none: no limit.
  public let isOptional: Bool

  /// A term; one that may be missing is a limit.
  public init(_ path: String, _ kind: Kind, _ label: Said, hint: Said? = nil, isOptional: Bool = false) {
    self.path = path
    self.kind = kind
    self.label = label
    self.hint = hint
    self.isOptional = isOptional
  }

  /// The names that lead to it.
  public var names: [String] { path.split(separator: ".").map(String.init) }
}

/// Terms that belong together.
public struct PolicyTermGroup: Sendable {
  /// Where they stand together, such as `amounts`; nil where each stands for itself.
  public let path: String?
  /// What they are called together.
  public let title: Said
  /// The terms, in the order in which they are read.
  public let terms: [PolicyTerm]
}
