/// A difference between two versions of the contract, and what it means for those who rely on it.
public struct ContractChange: Hashable, Sendable {
  /// What a change means.
  public enum Verdict: String, CaseIterable, Comparable, Sendable {
    /// Programs that keep the contract go on as they are.
    case compatible
    /// Programs that keep the contract go on; some that were careless may not.
    case warning
    /// Some program that keeps the contract stops working, or says something else than it means.
    case breaking

    /// Order of harm.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .compatible: 0
      case .warning: 1
      case .breaking: 2
      }
    }
  }

  /// Which kinds of change there are; a rule of the decision record stands behind each.
  public enum Kind: String, CaseIterable, Sendable {
    case messageAdded = "message-added"
    case messageRemoved = "message-removed"
    case messageRenamed = "message-renamed"
    case routeChanged = "route-changed"
    case actorAsked = "actor-asked"
    case actorNotAsked = "actor-not-asked"
    case refusalAdded = "refusal-added"
    case refusalRemoved = "refusal-removed"
    case permissionTaken = "permission-taken"
    case permissionGiven = "permission-given"
    case fieldAdded = "field-added"
    case fieldRemoved = "field-removed"
    case fieldRenamed = "field-renamed"
    case becameRequired = "became-required"
    case becameOptional = "became-optional"
    case typeNarrowed = "type-narrowed"
    case typeWidened = "type-widened"
    case valueAdded = "value-added"
    case valueRemoved = "value-removed"
    case limitNarrowed = "limit-narrowed"
    case limitWidened = "limit-widened"
    case syntaxChanged = "syntax-changed"
    case conditionAdded = "condition-added"
    case conditionRemoved = "condition-removed"
    case headerRemoved = "header-removed"
  }

  /// What changed.
  public let kind: Kind
  /// Where: an operation, and the path of a field.
  public let place: String
  /// In a sentence.
  public let sentence: String
  /// What it means.
  public let verdict: Verdict
  /// Why it means that.
  public let reason: String
}

extension ContractChange: CustomStringConvertible {
  /// The change in a line.
  public var description: String { "\(verdict.rawValue): \(place): \(sentence) (\(kind.rawValue): \(reason))" }
}
