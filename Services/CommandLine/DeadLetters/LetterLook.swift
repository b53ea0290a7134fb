import AMQPClient

/// Looks at letters without touching them.
package struct LetterLook: Sendable {
  /// Which letters are meant.
  package let filter: LetterFilter

  package init(_ filter: LetterFilter) {
    self.filter = filter
  }

  /// What there is to say of each letter of a queue that is meant, in the queue's order.
  package func summaries(of queue: String, _ configuration: AMQPConfiguration) async throws -> [LetterSummary] {
    try await all(of: queue, configuration) { LetterSummary($0) }
  }

  /// Each letter of a queue that is meant, with its contents.
  package func letters(of queue: String, _ configuration: AMQPConfiguration) async throws -> [DeadLetter] {
    try await all(of: queue, configuration) { $0 }
  }

  private func all<Seen: Sendable>(
    of queue: String, _ configuration: AMQPConfiguration, _ see: @escaping @Sendable (DeadLetter) -> Seen
  ) async throws -> [Seen] {
    try await LetterQueue.with(queue, configuration) { [filter] queue in
      var (seen, taken): ([Seen], Int) = ([], 0)
      while let letters = try await queue.next(1000, taken: taken) {
        taken += letters.count
        seen += letters.filter(filter.takes).map(see)
      }
      return seen
    }
  }
}
