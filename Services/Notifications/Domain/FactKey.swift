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
  /// A charity: its name, and where it is written to.
  case charity

  // What was told of a thing, which others are told after.

  /// That a recommendation was attributed.
  case attribution
  /// That a recommendation's interview was asked for.
  case interview
  /// That a recommendation's candidate was qualified or rejected.
  case decision
  /// That a hire was attributed to a recommendation.
  case hire
  /// That a reward was granted.
  case grant
  /// What was reported of a hire that could not be matched.
  case particulars
  /// That a reward is held, told with its grant; only known while a notification of it waits.
  case hold
  /// That a payout was asked for; only known while a notification of it waits.
  case payout
  /// Another notification, which waits itself.
  case notification

  /// The order in which rows are locked.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Whether it is a step that is kept.
  public var isStep: Bool {
    switch self {
    case .attribution, .interview, .decision, .hire, .grant, .particulars: true
    default: false
    }
  }

  /// Whether others may be told only after it: a payout is followed by nothing but that it is cancelled, which is rare.
  package var isAwaited: Bool { isStep || self == .reward }

  /// Whether it is told of a recommendation.
  var isOfRecommendation: Bool { self == .attribution || self == .interview || self == .decision }
}

/// One thing that notifications know, or wait for.
public struct FactKey: Codable, Hashable, Comparable, Sendable {
  /// What kind of thing.
  public let kind: FactKind
  /// Which one.
  public let id: UUID

  public init(_ kind: FactKind, _ id: UUID) {
    self.kind = kind
    self.id = id
  }

  /// By its id: few things are known in two ways, and a kind is hashed as its text.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// By kind, then by id as PostgreSQL sorts it: the order in which rows are locked.
  public static func < (left: Self, right: Self) -> Bool {
    left.kind == right.kind ? left.id.precedes(right.id) : left.kind < right.kind
  }
}
