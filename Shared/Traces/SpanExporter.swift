import Logging
import Metrics
import Observability
import Synchronization

/// Posts spans to the collector, in batches, beside the work of the service: nothing waits for it.
///
/// What cannot be delivered at once is lost and counted: spans are not worth a queue that grows.
package final class SpanExporter: Sendable {
  private enum Outcome: String {
    case exported, refused, lost
  }

  /// Makes the spans that are exported.
  package let tracer: OTLPTracer
  private let settings: TraceSettings
  private let logger: Logger
  private let sleep = Mutex<Task<Void, Never>?>(nil)
  private let isFinished = Atomic(false)
  private let counters: [Outcome: Counter]

  /// An exporter to a collector; connects once there is something to send.
  package init(_ settings: TraceSettings, logger: Logger) {
    self.settings = settings
    self.logger = logger
    self.tracer = OTLPTracer(sampler: settings.sampler, buffer: SpanBuffer(limit: settings.queueLimit))
    self.counters = Dictionary(
      uniqueKeysWithValues: [Outcome.exported, .refused, .lost].map { outcome in
        (outcome, Counter(label: MetricName.spans, dimensions: [("outcome", outcome.rawValue)]))
      })
    for counter in counters.values { counter.increment(by: 0) }
  }

  /// Exports until `finish()`, and then what is left, as long as one post may take.
  package func run() async {
    var isTold = false
    repeat {
      await pause()
      await export(isTold: &isTold)
    } while !isFinished.load(ordering: .relaxed)
  }

  /// Has `run()` come to its end.
  package func finish() {
    isFinished.store(true, ordering: .relaxed)
    sleep.withLock { $0?.cancel() }
  }

  /// The body of a post of what waits, which then waits no longer.
  package func body() -> String {
    OTLPBody(tracer.buffer.take(atMost: settings.batchLimit), resource: settings.resource).text
  }

  private func pause() async {
    let deadline = ContinuousClock.now + settings.delay
    // A full batch does not wait for the whole delay.
    while ContinuousClock.now < deadline, !isFinished.load(ordering: .relaxed),
      !tracer.buffer.holds(settings.batchLimit)
    {
      let nap = Task {
        _ = try? await Task.sleep(for: min(.milliseconds(500), ContinuousClock.now.duration(to: deadline)))
      }
      sleep.withLock { $0 = nap }
      await withTaskCancellationHandler {
        await nap.value
      } onCancel: {
        finish()
      }
    }
  }

  private func export(isTold: inout Bool) async {
    while true {
      let spans = tracer.buffer.take(atMost: settings.batchLimit)
      guard !spans.isEmpty else { return }
      let outcome = await post(spans, isTold: &isTold)
      counters[outcome]?.increment(by: spans.count)
      // With a collector that is away, one post a turn is enough to notice that it is back.
      guard outcome != .lost else { return }
    }
  }

  private func post(_ spans: [RecordedSpan], isTold: inout Bool) async -> Outcome {
    let body = OTLPBody(spans, resource: settings.resource).text
    let post = CollectorPost(
      address: settings.address, encryption: settings.encryption, headers: settings.headers, body: body)
    // Nobody waits long for spans at the end of the process.
    let limit = isFinished.load(ordering: .relaxed) ? min(settings.timeout, .seconds(2)) : settings.timeout
    do {
      let status = try await post.status(within: limit)
      let isTaken = (200..<300).contains(status)
      tell(isTaken ? nil : "the collector answers \(status)", isTold: &isTold)
      return isTaken ? .exported : .refused
    } catch {
      let reason = (error as? EncryptionFailed)?.description ?? "\(type(of: error))"
      tell("the collector cannot be reached: \(reason)", isTold: &isTold)
      return .lost
    }
  }

  /// Says once what is wrong, and once that it is right again; headers and addresses may hold secrets.
  private func tell(_ problem: String?, isTold: inout Bool) {
    if let problem, !isTold {
      logger.warning("spans are lost", metadata: [LogKey.error: "\(problem)"])
    } else if problem == nil, isTold {
      logger.notice("spans are exported again")
    }
    isTold = problem != nil
  }
}
