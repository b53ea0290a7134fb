internal import CPostgreSQL

/// Matches what the server answers to the steps of a pipeline, in order.
struct PipelineReceipt {
  /// What was asked of the server.
  enum Step: Equatable {
    case deallocate(String)
    case prepare(PreparedStatementCache.Key, statement: Int)
    case execute(PreparedStatementCache.Key, statement: Int)
  }

  private var steps: [Step] = []
  private var position = 0
  private var hasResult = false
  /// The results of the statements that succeeded, in order.
  private(set) var results: [ResultSet] = []
  /// The first error.
  private(set) var failure: PostgreSQLError?
  /// The step that it belongs to.
  private(set) var failedStep: Step?
  /// Preparations and deallocations that did not happen.
  private(set) var undone: [Step] = []

  init(statementCount: Int) {
    results.reserveCapacity(statementCount)
    steps.reserveCapacity(statementCount + 2)
  }

  mutating func expect(_ step: Step) {
    steps.append(step)
  }

  /// The statement that failed, by its index.
  var failedStatement: Int? {
    switch failedStep {
    case .prepare(_, let index), .execute(_, let index): index
    case .deallocate, nil: nil
    }
  }

  /// Whether a statement was prepared in this very pipeline.
  func didPrepare(_ key: PreparedStatementCache.Key) -> Bool {
    steps.contains {
      if case .prepare(key, _) = $0 { return true }
      return false
    }
  }

  /// Takes a result of the current step, and with it the duty to clear it.
  mutating func take(_ result: OpaquePointer) {
    hasResult = true
    guard steps.indices.contains(position) else {
      takeEnd(result)
      return
    }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      succeed(ResultStorage(result))
    case PGRES_PIPELINE_ABORTED:
      abort()
      PQclear(result)
    default:
      fail(ServerRefusal(result))
      PQclear(result)
    }
  }

  /// Takes what comes after the last step: the end of the implicit transaction, which a deferred constraint may refuse.
  private mutating func takeEnd(_ result: OpaquePointer) {
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_FATAL_ERROR, failure == nil else { return }
    let refusal = ServerRefusal(result)
    failure = refusal.error(sql: nil)
    failure?.isFatal = refusal.isFatal
  }

  /// Ends the current step; false when it has had no result yet, or all steps are done.
  mutating func endStep() -> Bool {
    guard hasResult else { return false }
    hasResult = false
    position += 1
    return true
  }

  private mutating func succeed(_ storage: ResultStorage) {
    if case .execute = steps[position] { results.append(ResultSet(storage)) }
  }

  private mutating func fail(_ refusal: ServerRefusal) {
    abort(refusal)
    guard failure == nil else { return }
    failure = refusal.error(sql: nil)
    failure?.isFatal = refusal.isFatal
    failedStep = steps[position]
  }

  private mutating func abort(_ refusal: ServerRefusal? = nil) {
    // A name that the server does not know need not be deallocated again.
    if case .deallocate = steps[position], refusal?.sqlState == SQLState.invalidStatementName { return }
    if case .execute = steps[position] { return }
    undone.append(steps[position])
  }
}
