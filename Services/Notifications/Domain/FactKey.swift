public import FoundationEssentials
public import Vocabulary

/// A kind of thing that notifications know from events.
public enum FactKind: String, ClosedEnumeration, Comparable {
  /// A member, and the language to write to the member in.
  case member
  /// A member's name.
  case memberName = "member-name"
  /// A company, and the language to write to it in.
  case company
  /// An offer and its title.
  case offer
  /// A candidate's details.
  case candidate
  /// Whom a recommendation is about.
  case recommendation
  /// Which candidate a company's candidacy stands for.
  case candidacy
  /// How a reward was settled.
  case reward

  /// The order in which rows are locked.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One thing that notifications know, or wait for.
public struct FactKey: Hashable, Comparable, Sendable {
  /// What kind of thing.
  public let kind: FactKind
  /// Which one.
  public let id: UUID

  /// Names a thing.
  public init(_ kind: FactKind, _ id: UUID) {
    self.kind = kind
    self.id = id
  }

  /// By kind, then by id as PostgreSQL sorts it: the order in which rows are locked.
  public static func < (left: Self, right: Self) -> Bool {
    left.kind == right.kind ? left.id.precedes(right.id) : left.kind < right.kind
  }
}
