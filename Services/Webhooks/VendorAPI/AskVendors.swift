import AsyncHTTPClient
import Logging
import MessageHandling
import Metrics
import Observability
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// Asks vendors' APIs what webhooks do not say themselves: some questions at once for each source, in no transaction.
///
/// A question is taken for a while; who dies with it in hand leaves it to be asked again. What is answered is written down,
/// and scheduled work looks at the webhook again.
package final class AskVendors: Resident {
  package let name = "vendors' APIs"
  /// How many questions of one source are under way at once.
  private static let count = 4
  /// Seconds until it looks again at what another process may have left.
  private static let interval: Double = 5

  private let settings: HookSettings
  private let bells: [String: Bell]

  /// Asks the vendors of the settings' sources whose webhooks may lead to questions, also of those that have no API now:
  /// what was to be asked there before must not wait unseen.
  package init(_ settings: HookSettings) {
    self.settings = settings
    let asked = settings.sources.all.filter { $0.reader.login != nil }
    bells = Dictionary(uniqueKeysWithValues: asked.map { ($0.name, Bell()) })
  }

  /// Has it look for questions.
  package func ring() { bells.values.forEach { $0.ring() } }

  package func run(in surroundings: Surroundings) async {
    guard !bells.isEmpty else { return }
    let client = VendorClient.makeHTTPClient()
    await withTaskGroup(of: Void.self) { group in
      for (name, bell) in bells {
        guard let source = settings.sources[name] else { continue }
        group.addTask { [self] in await ask(source, over: client, bell, surroundings) }
      }
    }
    do {
      try await client.shutdown()
    } catch {
      surroundings.logger.warning("connections to vendors stay open", metadata: [LogKey.error: "\(error)"])
    }
  }

  package func finish() { bells.values.forEach { $0.close() } }

  private func ask(_ source: HookSource, over client: HTTPClient, _ bell: Bell, _ surroundings: Surroundings) async {
    var pause: Double = 0
    while await bell.wait(seconds: pause) {
      do {
        pause = try await askSome(source, over: client, surroundings)
      } catch {
        surroundings.logger.error(
          "vendors cannot be asked now; trying again", metadata: ["source": "\(source.name)", LogKey.error: "\(error)"])
        pause = Self.interval
      }
    }
  }

  private func pauseUntilDue(_ source: HookSource, _ pool: PostgreSQLPool) async throws -> Double {
    guard let due = try await pool.query(QuestionStatements.nextDue(of: source.name))[0].decode(Timestamp?.self) else {
      return Self.interval
    }
    return min(Self.interval, max(0, Double(due.microseconds - Timestamp.now.microseconds) / 1_000_000))
  }

  /// Asks some of what is due; how long to wait before there may be more.
  private func askSome(
    _ source: HookSource, over client: HTTPClient, _ surroundings: Surroundings
  ) async throws -> Double {
    guard let login = source.reader.login else { return Self.interval }
    let now = Timestamp.now
    let lease = settings.vendorSeconds + 30
    let rows = try await surroundings.pool.query(
      QuestionStatements.take(of: source.name, count: Self.count, until: now.adding(seconds: lease), at: now))
    let taken = try rows.map(QuestionStatements.taken)
    let (vendor, lack) = vendor(of: source, as: login, over: client)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for question in taken {
        group.addTask { [self] in
          let outcome = try await vendor?.ask(question.question) ?? .later(wish: nil, lack)
          try await note(outcome, of: question, source, surroundings)
        }
      }
      try await group.waitForAll()
    }
    return taken.isEmpty ? try await pauseUntilDue(source, surroundings.pool) : 0
  }

  /// The vendor as it can be asked now, or else what is missing, in a sentence.
  private func vendor(
    of source: HookSource, as login: VendorLogin, over client: HTTPClient
  ) -> (VendorClient?, lack: String) {
    let secrets = settings.secrets[source.name]
    let missing = source.api == nil ? "api" : secrets.missing(for: login)
    guard missing == nil, let address = source.api, let token = secrets.apiToken else {
      return (nil, "The source has no '\(missing ?? "apiToken")', without which the vendor cannot be asked.")
    }
    return (
      VendorClient(
        client, address: address, login: login, token: token, accountToken: secrets.accountToken,
        seconds: settings.vendorSeconds), ""
    )
  }

  private func note(
    _ outcome: VendorClient.Outcome, of taken: QuestionStatements.Taken, _ source: HookSource,
    _ surroundings: Surroundings
  ) async throws {
    let now = Timestamp.now
    let statements: [Statement]
    let word: String
    switch outcome {
    case .answered(let body):
      (statements, word) = (QuestionStatements.answer(taken, body, at: now), "answered")
    case .never(let failure):
      (statements, word) = (QuestionStatements.giveUp(taken, because: failure), "given-up")
    case .later(let wish, let failure):
      let next = VendorsAreAskedForADay.next(
        after: taken.attempts, since: taken.firstAskedAt, wish: wish, at: now, chance: .random(in: 0..<1))
      if let next {
        (statements, word) = (QuestionStatements.putOff(taken, until: next), "again")
      } else {
        (statements, word) = (QuestionStatements.giveUp(taken, because: failure), "given-up")
      }
    }
    Counter(label: MetricName.hookQuestions, dimensions: [("source", source.name), ("outcome", word)]).increment()
    if case .later(_, let failure) = outcome {
      surroundings.logger.warning(
        "a vendor does not answer",
        metadata: ["source": "\(source.name)", LogKey.attempts: "\(taken.attempts)", LogKey.error: "\(failure)"])
    }
    try await surroundings.pool.execute(statements)
    if word != "again" { surroundings.wake() }
  }
}
