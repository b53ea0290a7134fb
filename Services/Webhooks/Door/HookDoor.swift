import MessageHandling
import Metrics
import Observability
import Synchronization
import Vocabulary
import WebhooksDomain

/// Where vendors post: `POST /hooks/<source>`.
///
/// What comes is kept as it came before it is answered; what is not authentic is counted and forgotten.
package final class HookDoor: Door {
  package let name = "webhooks"
  package let path = "/hooks"

  private struct State {
    var keeper: DeliveryKeeper?
    var buckets: [String: TokenBucket] = [:]
    /// Bytes that bodies under way may come to, all together and source by source.
    var reserved = 0
    var reservedBySource: [String: Int] = [:]
    var isFinished = false
    var stopper: CheckedContinuation<Void, Never>?
    var underWay = 0
  }

  /// Bytes of bodies that are being read at most, all together and of one source: who sends slowly to one, signed by nobody,
  /// keeps no other out.
  private static let (longestReading, longestReadingOfOne) = (256 << 20, 64 << 20)

  private let settings: HookSettings
  private let patience: Duration
  private let state = Mutex(State())

  /// A door for the sources of the settings; a webhook that the database does not take within `patience` is answered as one
  /// that could not be kept.
  package init(_ settings: HookSettings, patience: Duration = .seconds(3)) {
    self.settings = settings
    self.patience = patience
  }

  /// How many webhooks of a source were refused for a defect.
  private static func refusals(of source: HookSource, _ defect: SignatureDefect) -> Counter {
    Counter(
      label: MetricName.hookSignaturesRefused, dimensions: [("source", source.name), ("defect", defect.rawValue)])
  }

  // MARK: Life

  /// Is open until `finish`; what was let in before is still kept and answered.
  package func run(in surroundings: Surroundings) async {
    let keeper = DeliveryKeeper(
      surroundings.pool, patience: patience, logger: surroundings.logger, onKept: surroundings.wake)
    let isOpen = state.withLock { state in
      guard !state.isFinished else { return false }
      state.keeper = keeper
      return true
    }
    guard isOpen else { return }
    // There from the start, so that the first one that comes is seen to rise.
    for source in settings.sources.all {
      for defect in SignatureDefect.allCases { Self.refusals(of: source, defect).increment(by: 0) }
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDone = state.withLock { state in
          if state.isFinished && state.underWay == 0 { return true }
          state.stopper = continuation
          return false
        }
        if isDone { continuation.resume() }
      }
    } onCancel: {
      close(andWait: false)
    }
  }

  /// Lets nobody in any more.
  package func finish() { close(andWait: true) }

  private func close(andWait waits: Bool) {
    state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.isFinished = true
      state.keeper = nil
      guard !waits || state.underWay == 0 else { return nil }
      defer { state.stopper = nil }
      return state.stopper
    }?.resume()
  }

  private func enter() -> DeliveryKeeper? {
    state.withLock { state in
      if state.keeper != nil { state.underWay += 1 }
      return state.keeper
    }
  }

  private func leave() {
    state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.underWay -= 1
      guard state.isFinished, state.underWay == 0 else { return nil }
      defer { state.stopper = nil }
      return state.stopper
    }?.resume()
  }

  // MARK: Answering

  /// Answers a request: what a vendor is told depends on what it does because of it.
  package func answer(_ request: DoorRequest) async -> DoorAnswer {
    guard let source = settings.sources[request.rest] else {
      return DoorAnswer(404, body: "There is no such source of webhooks.\n")
    }
    guard request.method == "POST" else {
      return DoorAnswer(405, headers: ["allow": "POST"], body: "Webhooks are posted.\n")
    }
    let (reception, webhook, secrets) = await receive(request, for: source)
    count(reception, of: source)
    let answer = source.reader.answer(to: reception, for: webhook, secrets: secrets)
    return DoorAnswer(answer.status, headers: answer.headers, body: answer.body)
  }

  private func receive(
    _ request: DoorRequest, for source: HookSource
  ) async -> (Reception, Webhook, secrets: [String]) {
    let secrets = settings.secrets[source.name].signing
    func webhook(_ body: [UInt8] = []) -> Webhook {
      Webhook(headers: request.headers, body: body, receivedAt: .now)
    }
    guard takeToken(of: source) else { return (.tooMany, webhook(), secrets) }
    let expected = min(request.headers["content-length"].flatMap { Int($0) } ?? settings.bodyLimit, settings.bodyLimit)
    guard reserve(max(0, expected), for: source) else { return (.failed, webhook(), secrets) }
    defer { release(max(0, expected), of: source) }
    switch await request.body(settings.bodyLimit) {
    case .tooLarge: return (.tooLarge, webhook(), secrets)
    case .broken: return (.failed, webhook(), secrets)
    case .whole(let body):
      let webhook = webhook(body)
      return (await look(at: webhook, of: source, secrets), webhook, secrets)
    }
  }

  private func look(at webhook: Webhook, of source: HookSource, _ secrets: [String]) async -> Reception {
    guard !secrets.isEmpty else { return .noSecret }
    switch source.reader.authenticity(of: webhook, secrets: secrets, at: webhook.receivedAt) {
    case .refused(let defect):
      return .refused(defect)
    case .test:
      return .kept
    case .authentic:
      guard let keeper = enter() else { return .failed }
      defer { leave() }
      return await keeper.keep(ReceivedWebhook(webhook, to: source)) ? .kept : .failed
    }
  }

  private func takeToken(of source: HookSource) -> Bool {
    let now = ContinuousClock.now
    return state.withLock {
      $0.buckets[source.name, default: TokenBucket(perSecond: settings.requestsPerSecond, at: now)].take(at: now)
    }
  }

  private func reserve(_ bytes: Int, for source: HookSource) -> Bool {
    state.withLock { state in
      let ofSource = state.reservedBySource[source.name, default: 0] + bytes
      guard state.reserved + bytes <= Self.longestReading, ofSource <= Self.longestReadingOfOne else { return false }
      state.reserved += bytes
      state.reservedBySource[source.name] = ofSource
      return true
    }
  }

  private func release(_ bytes: Int, of source: HookSource) {
    state.withLock { state in
      state.reserved -= bytes
      state.reservedBySource[source.name, default: 0] -= bytes
    }
  }

  private func count(_ reception: Reception, of source: HookSource) {
    Counter(label: MetricName.hookReceipts, dimensions: [("source", source.name), ("outcome", reception.outcome)])
      .increment()
    guard case .refused(let defect) = reception else { return }
    Self.refusals(of: source, defect).increment()
  }
}

extension Reception {
  /// A word for metrics.
  fileprivate var outcome: String {
    switch self {
    case .kept: "kept"
    case .refused: "refused"
    case .noSecret: "no-secret"
    case .failed: "failed"
    case .tooLarge: "too-large"
    case .tooMany: "too-many"
    }
  }
}
