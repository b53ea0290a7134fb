import AMQPClient
import FoundationEssentials
import Synchronization
import Topology

/// Who waits for which answer.
final class Waiting: Sendable {
  /// An answer that may come; nil when it does not come in time.
  struct Awaited: Sendable {
    fileprivate let task: Task<Data?, Never>

    var value: Data? {
      get async { await task.value }
    }
  }

  private struct Place {
    let service: ServiceName?
    let continuation: AsyncStream<Data>.Continuation
  }

  private let places = Mutex<[String: Place]>([:])

  /// Waits for the answer with a correlation id, from one service where it is known which.
  func wait(for correlation: String, answering service: ServiceName?, patience: Duration) -> Awaited {
    let (answers, continuation) = AsyncStream.makeStream(of: Data.self, bufferingPolicy: .bufferingOldest(1))
    places.withLock { $0[correlation] = Place(service: service, continuation: continuation) }
    let limit = Task {
      try await Task.sleep(for: patience)
      give(up: correlation)
    }
    return Awaited(
      task: Task {
        defer { limit.cancel() }
        for await answer in answers { return answer }
        return nil
      })
  }

  /// Nobody waits for it any more.
  func give(up correlation: String) {
    places.withLock { $0.removeValue(forKey: correlation) }?.continuation.finish()
  }

  /// Hands an answer to whoever waits for it; one that another than the service published is nobody's.
  func hear(_ delivery: Delivery) {
    guard let correlation = delivery.properties.correlationID else { return }
    let place: Place? = places.withLock { places in
      guard let place = places[correlation] else { return nil }
      let isAnswer = place.service.map { Senders.isAnswer(by: delivery.properties.userID, for: $0) } ?? true
      return isAnswer ? places.removeValue(forKey: correlation) : nil
    }
    place?.continuation.yield(delivery.body)
    place?.continuation.finish()
  }
}
