extension Result where Failure == any Error {
  /// What a body comes to, kept for when something else is done first.
  init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
