/// Something that one can look at only one after another: whoever asks while somebody looks shares the next look with all who
/// ask meanwhile, so that nobody is shown what is older than their own question, and nobody waits for more than two looks.
package actor SharedLook<Seen: Sendable> {
  private let look: @Sendable () async throws -> Seen
  private let settle: @Sendable (Seen) async -> Void
  /// The look that has not begun yet.
  private var coming: Task<Seen, any Error>?
  /// Ends when the last one is over and all is back in its place.
  private var last: Task<Void, Never>?
  private var underWay = 0
  /// How many have begun.
  package private(set) var begun = 0

  /// Looks by the first closure; the second is done before the next look begins.
  package init(
    _ look: @escaping @Sendable () async throws -> Seen,
    settling settle: @escaping @Sendable (Seen) async -> Void = { _ in }
  ) {
    (self.look, self.settle) = (look, settle)
  }

  /// Whether somebody looks, or what was looked at is not back in its place.
  package var isBusy: Bool { underWay > 0 }

  /// How many wait for the look that has not begun yet.
  package private(set) var waiting = 0

  /// What a look sees that begins at this call or later.
  package func seen() async throws -> Seen {
    waiting += 1
    if let coming { return try await coming.value }
    let look = chain { [look] in
      await self.begins()
      return try await look()
    } settling: {
      [settle] in
      await settle($0)
    }
    coming = look
    return try await look.value
  }

  /// Does something while nobody looks.
  package func exclusively<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await chain(body) { _ in }.value
  }

  private func chain<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result, settling: @escaping @Sendable (Result) async -> Void
  ) -> Task<Result, any Error> {
    underWay += 1
    let before = last
    let task = Task {
      await before?.value
      return try await body()
    }
    last = Task {
      if let result = try? await task.value { await settling(result) }
      ends()
    }
    return task
  }

  private func begins() {
    (coming, waiting) = (nil, 0)
    begun += 1
  }

  private func ends() { underWay -= 1 }
}
