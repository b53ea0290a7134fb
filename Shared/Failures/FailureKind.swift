/// Whose doing a failure is; what becomes of it follows from that, never from its text.
public enum FailureKind: Hashable, Sendable {
  /// Whatever comes next would meet it too: a server that is away, full or read-only, a right or a table that is missing.
  case everybodys
  /// Time ran out: a lock that somebody holds, a server that is slow, or one message that asks too much.
  case overtime
  /// Somebody else decided on the same thing meanwhile.
  case contention
  /// The same again will fail again.
  case own
  /// It failed in a way that nobody has foreseen; the same again may succeed.
  case unforeseen

  /// What metrics and logs call it.
  public var name: String {
    switch self {
    case .everybodys: "everybodys"
    case .overtime: "overtime"
    case .contention: "contention"
    case .own: "own"
    case .unforeseen: "unforeseen"
    }
  }
}
