/// What a database can do for a service right now.
public enum DatabaseHealth: Sendable {
  /// It answers and takes writes.
  case writable
  /// It answers and takes no writes: a standby, or set to read-only.
  case readOnly
  /// It answers and cannot write: its disk is full, or it gives out no more transaction ids.
  case refusesWrites(PostgreSQLError)
  /// No answer in time: away, frozen, full of connections, or it does not let the role in.
  case unanswered(PostgreSQLError)

  /// Whether work that writes can be done.
  public var isWritable: Bool {
    if case .writable = self { true } else { false }
  }
}

extension DatabaseHealth: CustomStringConvertible {
  /// In words, for logs and answers to probes; holds no data.
  public var description: String {
    switch self {
    case .writable: "the database takes writes"
    case .readOnly: "the database is read-only"
    case .refusesWrites(let error): "the database cannot write: \(error)"
    case .unanswered(let error): "the database does not answer: \(error)"
    }
  }
}
