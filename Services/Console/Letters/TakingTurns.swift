/// Lets one at a time do something, in the order in which they came.
actor TakingTurns {
  private var last: Task<Void, Never>?

  /// Runs the body when all before are done; whoever is next also waits for what is to be done afterwards.
  func take<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result,
    afterwards: @escaping @Sendable (Result) async -> Void = { _ in }
  ) async throws -> Result {
    let before = last
    let work = Task {
      await before?.value
      return try await body()
    }
    last = Task {
      if let result = try? await work.value { await afterwards(result) }
    }
    return try await work.value
  }
}
